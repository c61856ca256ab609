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
        .updateTable('category_rows')
        .set({ products, generation })
        .where('id', '=', category.id)
        .execute();
  }
  // Asked category by category: the index has both, so that no row of 65,500 changed products is read.
  await sql`
    update category_rows set generation = cast(${generation} as bigint) where
      exists (select 1 from touched_products p where p.category_id = category_rows.id
        and p.touched = cast(${generation} as bigint) and p.generation = cast(${generation} as bigint))
      or exists (select 1 from product_changes c
        where c.category_before = category_rows.id and c.generation = cast(${generation} as bigint))`.execute(
    tx,
  );
}
