/** GET /api/catalog/nav */
import { json } from '@sveltejs/kit';
import { readNav } from '#server/catalog/read/read-nav.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, request }) => {
  const answer = await readNav(locals.shop);
  const etag = `"nav-${answer.generation}"`;
  const headers = { etag, 'cache-control': 'public, max-age=60, stale-while-revalidate=600' };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return json(answer, { headers });
};
