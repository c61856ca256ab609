/** GET /api/catalog/index/<category id>?generation=: the category's search segment; 0 is the whole shop. */
import { brotliDecompressSync } from 'node:zlib';
import { readIndex } from '#server/catalog/search/read-index.ts';
import { missing } from '../../answer.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, request, url }) => {
  const category = whole(params.category);
  const generation = whole(url.searchParams.get('generation') ?? '');
  if (category === undefined || generation === undefined) return missing(404, 'There is no such segment.');
  const found = await readIndex(locals.shop, category, generation);
  if (!found.ok)
    return found.reason === 'not-found'
      ? missing(404, 'There is no such category.')
      : missing(410, 'This category is of another generation now: ask the manifest.');
  const packs = /(^|[\s,])br(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(request.headers.get('accept-encoding') ?? '');
  return new Response(packs ? found.packed : new Uint8Array(brotliDecompressSync(found.packed)), {
    headers: {
      'content-type': 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      ...(packs && { 'content-encoding': 'br' }),
    },
  });
};

function whole(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
