/** A product page's answer, found by its slug or one it had before. */
import type { ProductAnswer } from '#protocol/catalog.ts';
import type { Shop } from '#server/shop.ts';
import { joinProducts, readCards } from './cards.ts';
import { keptOf } from './kept.ts';
import { orderOf } from './read-category.ts';

export type ProductResult =
  | { readonly ok: true; readonly answer: ProductAnswer }
  | { readonly ok: false; readonly reason: 'not-found' | 'withdrawn' };

const RELATED = 8;

/** The product under `slug`. A former slug leads to it too: the answer then bears its present slug. */
export async function readProduct(shop: Shop, slug: string): Promise<ProductResult> {
  const memory = await keptOf(shop);
  const db = shop.database.read;
  let row = await db.selectFrom('products').selectAll().where('slug', '=', slug).executeTakeFirst();
  row ??= await db
    .selectFrom('products')
    .selectAll()
    .where('id', '=', (e) => e.selectFrom('slugs').select('product_id').where('slug', '=', slug))
    .executeTakeFirst();
  if (!row) return { ok: false, reason: 'not-found' };
  if (row.on_sale !== 1) return { ok: false, reason: 'withdrawn' };
  const [joined] = await joinProducts(shop, memory, [row]);
  if (!joined || joined.product.variants.length === 0) return { ok: false, reason: 'withdrawn' };
  const home = memory.categories.get(joined.home);
  const order = home ? await orderOf(shop, memory, home) : new Uint32Array();
  return {
    ok: true,
    answer: {
      generation: memory.generation,
      currency: shop.currency,
      product: joined.product,
      related: await readCards(shop, memory, neighbours(order, row.id)),
    },
  };
}

/** The next ones after this in the shown order, around the end to the beginning: every product is somebody's neighbour. */
function neighbours(order: Uint32Array, id: number): number[] {
  const at = order.indexOf(id);
  const found: number[] = [];
  for (let step = 1; step < order.length && found.length < RELATED; step++)
    found.push(order[(at + step) % order.length]!);
  return found;
}
