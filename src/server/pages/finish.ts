/** The last step of every answer the application gives: who may store it, its validator, its compression, and keeping it. */
import { hash } from 'node:crypto';
import {
  acceptedCoding,
  compressNow,
  compressStream,
  compressToKeep,
  isCompressible,
  isStreamed,
  LEAST_BYTES,
} from './compress.ts';
import type { KeptPage, KeptPages } from './kept-pages.ts';
import type { PageStyles, StyledPage } from './page-styles.ts';
import { PageText } from './page-text.ts';
import { isPublic, keepKey } from './public-address.ts';

/** Kept by anyone, asked about each time: a page changes with the catalog and must never be stale. */
const PUBLIC_CACHE = 'public, max-age=0, must-revalidate';
const PRIVATE_CACHE = 'private, no-store';
/** Of one answer only; a kept one has its own. */
const NOT_KEPT = new Set(['date', 'x-sveltekit-page', 'content-length', 'content-encoding']);

/**
 * Gives the answer as it is sent; `page` is its body where that was taken from the framework.
 * A complete public answer (GET, 200, no cookie) is put into `pages`,
 * provided nothing changed since `mark`, the mark of `pages` before the work began.
 */
export async function finish(
  request: Request,
  url: URL,
  answer: Response,
  pages: KeptPages,
  mark: number,
  page?: StyledPage,
): Promise<Response> {
  const headers = page?.headers ?? new Headers(answer.headers);
  // The framework's validator is of a body it did not have.
  if (page) headers.delete('etag');
  const type = headers.get('content-type');
  if (type === 'text/html') headers.set('content-type', 'text/html; charset=utf-8');
  const isShared = answer.status === 200 && isPublic(url.pathname) && !headers.has('set-cookie');
  if (!headers.has('cache-control')) headers.set('cache-control', isShared ? PUBLIC_CACHE : PRIVATE_CACHE);
  if (!isCompressible(type) || headers.has('content-encoding')) return sent(answer, answer.body, headers);
  headers.append('vary', 'accept-encoding');
  const coding = acceptedCoding(request.headers.get('accept-encoding'));
  if (answer.body === null) return sent(answer, null, headers);
  if (isStreamed(type)) {
    if (!coding || request.method === 'HEAD') return sent(answer, answer.body, headers);
    headers.delete('content-length');
    headers.set('content-encoding', coding);
    return sent(answer, compressStream(answer.body, coding), headers);
  }

  const body = page ? Buffer.from(page.text) : Buffer.from(await answer.arrayBuffer());
  const mayStore = !/no-store/.test(headers.get('cache-control') ?? '');
  if (answer.status === 200 && mayStore) headers.set('etag', weakTag(headers.get('etag'), body));
  const key = isShared && mayStore && request.method === 'GET' ? keepKey(url) : undefined;
  let packed: Buffer<ArrayBuffer> | undefined;
  if (key !== undefined) {
    packed = compressToKeep(body);
    const kept = Object.fromEntries([...headers].filter(([name]) => !NOT_KEPT.has(name)));
    pages.keep(key, { etag: headers.get('etag') ?? '', headers: kept, body, brotli: packed }, mark);
  }
  if (isSame(request.headers.get('if-none-match'), headers.get('etag'))) {
    headers.delete('content-length');
    return new Response(null, { status: 304, headers });
  }
  if (!coding || body.length < LEAST_BYTES) return sent(answer, body, headers, body.length);
  headers.set('content-encoding', coding);
  const short = coding === 'br' && packed ? packed : compressNow(body, coding);
  return sent(answer, short, headers, short.length);
}

/**
 * Runs `work` (the application answering this request) and finishes its answer. A public answer that is kept already
 * is not worked for again (a page's own questions to the catalog), and while one is being worked for, others who ask
 * for the same wait for it: a catalog that changed is rendered once, however many look.
 */
export async function answerOnce(
  request: Request,
  url: URL,
  pages: KeptPages,
  work: (text: PageText) => Promise<Response> | Response,
  styles?: PageStyles,
): Promise<Response> {
  const key = request.method === 'GET' && isPublic(url.pathname) ? keepKey(url) : undefined;
  if (key !== undefined) {
    const other = pages.awaited(key);
    if (other) await other;
    const page = pages.find(key);
    if (page) return fromKept(page, request);
  }
  const { mark } = pages;
  const text = new PageText(styles);
  const answer = Promise.resolve(work(text)).then((found) =>
    finish(request, url, found, pages, mark, text.of(found)),
  );
  if (key !== undefined) pages.await(key, answer);
  return answer;
}

/** The kept answer to a page's own question, for the load that is about to ask it. */
export function keptFor(request: Request, pages: KeptPages): Response | undefined {
  const key = request.method === 'GET' ? keepKey(new URL(request.url)) : undefined;
  const page = key === undefined ? undefined : pages.find(key);
  return page && fromKept(page, request);
}

function fromKept(page: KeptPage, request: Request): Response {
  const headers = new Headers(page.headers as Record<string, string>);
  if (isSame(request.headers.get('if-none-match'), page.etag))
    return new Response(null, { status: 304, headers });
  const isPacked =
    page.body.length >= LEAST_BYTES && acceptedCoding(request.headers.get('accept-encoding')) === 'br';
  if (isPacked) headers.set('content-encoding', 'br');
  const body = isPacked ? page.brotli : page.body;
  headers.set('content-length', String(body.length));
  return new Response(body, { headers });
}

/** Whether what the client holds is what we would send (weak comparison, RFC 9110 13.1.2). */
export function isSame(held: string | null | undefined, etag: string | null): boolean {
  if (!held || !etag) return false;
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '');
  return held.trim() === '*' || held.split(',').some((tag) => bare(tag) === bare(etag));
}

/** One tag for all codings of a body, therefore a weak one. */
function weakTag(given: string | null, body: Buffer): string {
  if (given) return given.startsWith('W/') ? given : `W/${given}`;
  return `W/"${hash('sha256', body, 'base64url').slice(0, 22)}"`;
}

function sent(answer: Response, body: BodyInit | null, headers: Headers, length?: number): Response {
  if (length !== undefined) headers.set('content-length', String(length));
  return new Response(body, { status: answer.status, statusText: answer.statusText, headers });
}
