/** GET /api/catalog/nav. Its validator is made of what it says, as every public answer's is: settings change it too. */
import { json } from '@sveltejs/kit';
import { readNav } from '#server/catalog/read/read-nav.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) =>
  json(await readNav(locals.shop), {
    headers: { 'cache-control': 'public, max-age=60, stale-while-revalidate=600' },
  });
