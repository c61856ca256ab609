import { readStock } from '#server/catalog/read/read-stock.ts';
import type { RequestHandler } from './$types';

const LONGEST = 8_000;

/** GET /api/stock?variants=1,2,3: the count now, never cached. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const ids = (url.searchParams.get('variants') ?? '').slice(0, LONGEST).split(',').map(Number);
  return Response.json(await readStock(locals.shop, ids), { headers: { 'cache-control': 'no-store' } });
};
