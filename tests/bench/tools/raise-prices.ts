/** Every `nth` product gets a new price, in one generation, as an import of prices would do it. */
import type { Shop } from '#server/shop.ts';

/** Gives the ids of the products, and the new generation. */
export async function raisePrices(shop: Shop, nth: number): Promise<{ ids: number[]; generation: number }> {
  return shop.database.transaction(async (tx) => {
    const { generation } = await tx.selectFrom('shop').select('generation').executeTakeFirstOrThrow();
    const next = generation + 1;
    await tx.updateTable('shop').set({ generation: next }).execute();
    const rows = await tx.selectFrom('products').select(['id', 'category_id']).orderBy('id').execute();
    const chosen = rows.filter((_, index) => index % nth === 0);
    for (const { id, category_id } of chosen) {
      await tx
        .updateTable('variant_rows')
        .set((e) => ({ unit_price: e('unit_price', '+', 100) }))
        .where('product_id', '=', id)
        .execute();
      await tx.updateTable('product_rows').set({ generation: next }).where('id', '=', id).execute();
      await tx.updateTable('category_rows').set({ generation: next }).where('id', '=', category_id).execute();
    }
    return { ids: chosen.map((row) => row.id), generation: next };
  });
}
