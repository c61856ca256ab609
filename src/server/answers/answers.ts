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

type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly detail: string };

export async function readJson(request: Request): Promise<Read> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    return { ok: false, detail: 'The body must be application/json.' };
  }
  try {
    return { ok: true, value: JSON.parse(await request.text()) };
  } catch {
    return { ok: false, detail: 'The body is no JSON.' };
  }
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
