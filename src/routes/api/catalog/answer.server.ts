/** Catalog answers: one ETag per shop and generation, so that "nothing new" is said without reading a row. */
import { readGeneration } from '#server/catalog/generations/watch.ts';
import type { Shop } from '#server/shop.ts';

const FRESH_SECONDS = 15;

/** Answers with what `read` gives, or 304; `read` may give a problem of its own as a Response. */
export async function catalogAnswer(
  shop: Shop,
  request: Request,
  read: () => Promise<object | Response>,
): Promise<Response> {
  const etag = etagOf(shop, await readGeneration(shop));
  const headers = { etag, 'cache-control': `public, max-age=${FRESH_SECONDS}`, vary: 'accept-encoding' };
  const known = request.headers.get('if-none-match');
  if (known?.split(',').some((tag) => tag.trim() === etag))
    return new Response(null, { status: 304, headers });
  const found = await read();
  if (!(found instanceof Response)) return Response.json(found, { headers });
  // Read after the generation was: a tag is never newer than what it stands for. What says how it may be kept keeps its word.
  if (found.ok && !found.headers.has('cache-control'))
    for (const [name, value] of Object.entries(headers)) found.headers.set(name, value);
  return found;
}

/** Weak, because the same answer travels in several encodings; other shops on the same address have other tags. */
function etagOf(shop: Shop, generation: number): string {
  return `W/"${generation}-${shop.secrets.sign('catalog-etag', String(generation)).slice(0, 10)}"`;
}

/** A problem document (RFC 9457) about something the catalog does not have (404) or no longer sells (410). */
export function missing(status: 404 | 410, title: string): Response {
  return Response.json(
    { type: 'about:blank', title, status },
    { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-cache' } },
  );
}
