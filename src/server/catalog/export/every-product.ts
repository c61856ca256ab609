/** Every product of the shop with its variants and category, some hundred at a time. */
import type { ProductsTable, VariantRow } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import { keptOf, lineage } from '../read/kept.ts';
import { readBody, type StoredBody } from '../stored-body.ts';

export interface WholeProduct {
  readonly row: ProductsTable;
  readonly body: StoredBody;
  /** On-sale variants in their order. */
  readonly variants: readonly VariantRow[];
  /** Names of its category, outermost first. */
  readonly category: readonly string[];
}

const BATCH = 250;

export interface EveryProductOptions {
  readonly onSaleOnly?: boolean;
}

export async function* everyProduct(
  shop: Shop,
  options: EveryProductOptions = {},
): AsyncGenerator<WholeProduct> {
  const memory = await keptOf(shop);
  const db = shop.database.read;
  for (let after = 0; ;) {
    let query = db.selectFrom('products').selectAll().where('id', '>', after).orderBy('id').limit(BATCH);
    if (options.onSaleOnly) query = query.where('on_sale', '=', 1);
    const rows = await query.execute();
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    const ids = rows.map((row) => row.id);
    const variants = await db
      .selectFrom('variants')
      .selectAll()
      .where('product_id', 'in', ids)
      .where('on_sale', '=', 1)
      .orderBy('position')
      .orderBy('id')
      .execute();
    const byProduct = Map.groupBy(variants, (variant) => variant.product_id);
    for (const row of rows) {
      const home = memory.categories.get(row.category_id);
      yield {
        row,
        body: readBody(row.body),
        variants: byProduct.get(row.id) ?? [],
        category: home ? lineage(memory, home).map((node) => node.name) : [],
      };
    }
  }
}
