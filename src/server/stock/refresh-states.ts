/**
 * What pages say of stock (in, low, out, backorder) follows the counts within a minute: one generation for all that moved.
 * Counts themselves never raise it. Nothing is noted in `product_changes`, so an import stays undoable after sales.
 */
import { sql } from 'kysely';
import type { Shop } from '#server/shop.ts';
import { announceGeneration } from '#server/catalog/generations/announce.ts';
import { recountCategories } from '#server/catalog/import/recount-categories.ts';

/** The rule of domain/stock `stockStateOf`, as both databases say it. */
const STATE = sql<string>`case when on_hand > low_at then 'in' when on_hand > 0 then 'low' when backorder = 1 then 'backorder' else 'out' end`;
const MOST = 5_000;

/** Answers how many variants now say something else. */
export async function refreshStockStates(shop: Shop): Promise<number> {
  const { database } = shop;
  const moved = await database.read
    .selectFrom('variants')
    .select(['id', 'product_id'])
    .where('stock_state', '!=', STATE)
    .orderBy('id')
    .limit(MOST)
    .execute();
  if (moved.length === 0) return 0;
  const generation = await database.transaction(async (tx) => {
    const row = await tx
      .updateTable('shop')
      .set((e) => ({ generation: e('generation', '+', 1) }))
      .returning('generation')
      .executeTakeFirstOrThrow();
    const summary = JSON.stringify({ added: 0, changed: moved.length, removed: 0, left: 0, refused: 0 });
    await tx
      .insertInto('generations')
      .values({ id: row.generation, at: shop.clock.now(), cause: 'stock', summary, undone_by: null })
      .execute();
    for (const { id } of moved) {
      await tx.updateTable('variants').set({ stock_state: STATE }).where('id', '=', id).execute();
    }
    for (const product of new Set(moved.map((variant) => variant.product_id))) {
      await tx
        .updateTable('products')
        .set({ generation: row.generation })
        .where('id', '=', product)
        .execute();
    }
    await recountCategories(tx, row.generation);
    if (database.kind === 'postgres')
      await sql`select pg_notify('generation', ${String(row.generation)})`.execute(tx);
    return row.generation;
  });
  announceGeneration(shop, generation);
  return moved.length;
}
