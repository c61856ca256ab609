/** Cards for lists: read some dozen at a time, kept for the generation. */
import { cardOf } from '#domain/catalog/card.ts';
import { tellingKeys } from '#domain/catalog/facts.ts';
import type { Product, ProductCard } from '#domain/catalog/product.ts';
import type { ProductsTable } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import { readBody } from '../stored-body.ts';
import { keepCard, type Kept } from './kept.ts';
import { readPictures } from './pictures.ts';
import { productOf } from './rows.ts';

/** How many products are looked at to learn what tells of their category. */
const SAMPLE = 120;

/** The cards of these products, in the order asked for; those no longer on sale are left out. */
export async function readCards(shop: Shop, memory: Kept, ids: readonly number[]): Promise<ProductCard[]> {
  const missing = ids.filter((id) => !memory.cards.has(id));
  if (missing.length > 0) {
    for (const product of await readProducts(shop, memory, missing)) {
      const home = product.home;
      const keys = await telling(shop, memory, home);
      keepCard(memory, cardOf(product.product, memory.categories.get(home)?.path ?? '', keys));
    }
  }
  return ids.flatMap((id) => memory.cards.get(id) ?? []);
}

/** On-sale products by id, in no promised order, each with its home category. */
export async function readProducts(
  shop: Shop,
  memory: Kept,
  ids: readonly number[],
): Promise<{ product: Product; home: number }[]> {
  const rows = await shop.database.read
    .selectFrom('products')
    .selectAll()
    .where('id', 'in', ids)
    .where('on_sale', '=', 1)
    .execute();
  return joinProducts(shop, memory, rows);
}

/** Product rows joined with their variants and pictures. */
export async function joinProducts(
  shop: Shop,
  memory: Kept,
  rows: readonly ProductsTable[],
): Promise<{ product: Product; home: number }[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const variants = await shop.database.read
    .selectFrom('variants')
    .selectAll()
    .where('product_id', 'in', ids)
    .orderBy('position')
    .orderBy('id')
    .execute();
  const byProduct = Map.groupBy(variants, (variant) => variant.product_id);
  const pictures = await readPictures(shop, rows);
  return rows.map((row) => ({
    product: productOf(memory, row, byProduct.get(row.id) ?? [], pictures),
    home: row.category_id,
  }));
}

/** The keys of the four facts a list shows for parts of this home category. */
function telling(shop: Shop, memory: Kept, category: number): Promise<readonly string[]> {
  let found = memory.facts.get(category);
  if (!found) {
    found = shop.database.read
      .selectFrom('products')
      .select('body')
      .where('category_id', '=', category)
      .where('on_sale', '=', 1)
      .limit(SAMPLE)
      .execute()
      .then((rows) => tellingKeys(rows.map((row) => readBody(row.body).attributes)));
    memory.facts.set(category, found);
  }
  return found;
}
