/** Category counts after a publication: on-sale products in each and below, and the generation of those it touched. */
import { sql, type Transaction } from 'kysely';
import type { Tables } from '#server/database/tables.ts';

/** Writes only the categories whose count changed, or that hold a product (or lost one) of `generation`. */
export async function recountCategories(tx: Transaction<Tables>, generation: number): Promise<void> {
  const categories = await tx.selectFrom('categories').select(['id', 'parent_id', 'products']).execute();
  const direct = await tx
    .selectFrom('products')
    .select(['category_id', (e) => e.fn.countAll<number>().as('n')])
    .where('on_sale', '=', 1)
    .groupBy('category_id')
    .execute();
  const parents = new Map(categories.map((category) => [category.id, category.parent_id]));
  const counts = new Map<number, number>();
  for (const row of direct) {
    for (let id: number | null | undefined = row.category_id; id != null; id = parents.get(id))
      counts.set(id, (counts.get(id) ?? 0) + Number(row.n));
  }
  for (const category of categories) {
    const products = counts.get(category.id) ?? 0;
    if (products !== category.products)
      await tx
        .updateTable('categories')
        .set({ products, generation })
        .where('id', '=', category.id)
        .execute();
  }
  await sql`
    update categories set generation = cast(${generation} as bigint) where id in (
      select category_id from products where generation = cast(${generation} as bigint)
      union select category_before from product_changes
        where generation = cast(${generation} as bigint) and category_before is not null)`.execute(tx);
}
