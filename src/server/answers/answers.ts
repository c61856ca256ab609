/** How API routes read and answer: JSON in, JSON or a problem document out, storage trouble as 503 with Retry-After. */
import { PROBLEM_TYPE, PROBLEMS, problem, type ProblemName } from '#protocol/problems.ts';
import { Overloaded } from '#server/database/in-company.ts';
import { isStorageTrouble } from '#server/database/storage-trouble.ts';

export const NO_STORE = { 'cache-control': 'private, no-store' } as const;
const RETRY_SECONDS = '2';

export function answerJson(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return answerBytes(status, JSON.stringify(body), headers);
}

/** An answer that is stored as text goes out as exactly these bytes. */
export function answerBytes(status: number, body: string, headers: Record<string, string> = {}): Response {
  const type = status >= 400 ? PROBLEM_TYPE : 'application/json';
  return new Response(body, { status, headers: { 'content-type': type, ...headers } });
}

export function answerProblem(
  name: ProblemName,
  more: object = {},
  headers: Record<string, string> = {},
): Response {
  return answerJson(PROBLEMS[name].status, problem(name, more), { ...NO_STORE, ...headers });
}

type Read =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: 'invalid' | 'too-large'; readonly detail: string };

export async function readJson(request: Request): Promise<Read> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    return { ok: false, problem: 'invalid', detail: 'The body must be application/json.' };
  }
  let value: unknown;
  try {
    value = JSON.parse(await request.text());
  } catch (error) {
    // A body without a stated length is measured while it is read.
    if (error instanceof Error && 'status' in error && error.status === 413)
      return { ok: false, problem: 'too-large', detail: 'The body is larger than this shop takes.' };
    return { ok: false, problem: 'invalid', detail: 'The body is no JSON.' };
  }
  if (isDeeper(value, MOST_DEPTH))
    return { ok: false, problem: 'invalid', detail: 'The body is nested too deep.' };
  return { ok: true, value };
}

/** Bodies are walked by recursion: nesting beyond any request of ours must not end at the stack's edge. */
const MOST_DEPTH = 32;

function isDeeper(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return most === 0 || Object.values(value).some((part) => isDeeper(part, most - 1));
}

/** Too many orders at once, or a locked, full or unreachable database, is the shop's trouble, not the shopper's: they may ask again. */
export async function whenStorageFails(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!isStorageTrouble(error) && !(error instanceof Overloaded)) throw error;
    return answerProblem('busy', {}, { 'retry-after': RETRY_SECONDS });
  }
}
