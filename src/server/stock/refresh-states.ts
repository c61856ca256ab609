/**
 * What pages say of stock (in, low, out, backorder) follows the counts within a minute: one generation for all that moved.
 * Counts themselves never raise it. Nothing is noted in `product_changes`, so an import stays undoable after sales.
 */
import { sql } from 'kysely';
import type { Shop } from '#server/shop.ts';
import { raiseGeneration } from '#server/catalog/import/raise-generation.ts';

/** The rule of domain/stock `stockStateOf`, as both databases say it. */
const STATE = sql<string>`case when on_hand > low_at then 'in' when on_hand > 0 then 'low' when backorder = 1 then 'backorder' else 'out' end`;
const MOST = 5_000;

/** Answers how many variants now say something else. */
export async function refreshStockStates(shop: Shop): Promise<number> {
  const moved = await shop.database.read
    .selectFrom('variants')
    .select(['id', 'product_id'])
    .where('stock_state', '!=', STATE)
    .orderBy('id')
    .limit(MOST)
    .execute();
  if (moved.length === 0) return 0;
  await raiseGeneration(shop, 'stock', async (tx, generation) => {
    for (const { id } of moved) {
      await tx.updateTable('variant_rows').set({ stock_state: STATE }).where('id', '=', id).execute();
    }
    for (const product of new Set(moved.map((variant) => variant.product_id))) {
      await tx.updateTable('product_rows').set({ generation }).where('id', '=', product).execute();
    }
    return moved.length;
  });
  return moved.length;
}
