/** A category page: what stands in stock first, then by title; page by page. */
import { PAGE_SIZE, type CategoryAnswer } from '#protocol/catalog.ts';
import { sql } from 'kysely';
import type { Shop } from '#server/shop.ts';
import { readCards } from './cards.ts';
import { keptOf, lineage, shownCategory, type CategoryNode, type Kept } from './kept.ts';

export type CategoryResult =
  | { readonly ok: true; readonly answer: CategoryAnswer }
  | { readonly ok: false; readonly reason: 'not-found' };

/** The page of a category; a page beyond the last, or an empty category, is not found. */
export async function readCategory(shop: Shop, path: string, page = 1): Promise<CategoryResult> {
  const memory = await keptOf(shop);
  const node = memory.byPath.get(path);
  if (!node || !Number.isSafeInteger(page) || page < 1) return { ok: false, reason: 'not-found' };
  const ids = await orderOf(shop, memory, node);
  const pages = Math.max(1, Math.ceil(ids.length / PAGE_SIZE));
  if (page > pages) return { ok: false, reason: 'not-found' };
  const shown = ids.subarray((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const children = [...memory.categories.values()].filter(
    (child) => child.parentId === node.id && child.products > 0,
  );
  return {
    ok: true,
    answer: {
      generation: memory.generation,
      currency: shop.currency,
      category: shownCategory(node),
      crumbs: lineage(memory, node).map(({ path, name }) => ({ path, name })),
      children: children.map(shownCategory),
      products: await readCards(shop, memory, [...shown]),
      total: ids.length,
      page,
      pages,
    },
  };
}

/** Ids of the on-sale products in a category and below, in shown order; kept for the generation. */
export function orderOf(shop: Shop, memory: Kept, node: CategoryNode): Promise<Uint32Array> {
  let found = memory.orders.get(node.id);
  if (!found) {
    found = shop.database.read
      .selectFrom('products')
      .select('id')
      .where('category_id', 'in', node.under)
      .where('on_sale', '=', 1)
      .orderBy(
        sql`case when exists (select 1 from variants v where v.product_id = products.id and v.on_sale = 1 and v.stock_state <> 'out') then 0 else 1 end`,
      )
      .orderBy('title')
      .orderBy('id')
      .execute()
      .then((rows) => Uint32Array.from(rows, (row) => row.id));
    memory.orders.set(node.id, found);
    found.catch(() => memory.orders.delete(node.id));
  }
  return found;
}
