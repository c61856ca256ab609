/** The catalog as search documents, read some hundred products at a time. */
import { documentOf, type SearchDocument } from '#domain/search/document.ts';
import type { Shop } from '#server/shop.ts';
import { joinProducts } from '../read/cards.ts';
import { keptOf, type Kept } from '../read/kept.ts';

const BATCH = 400;

/** Every product on sale whose home is one of `categories` (default: any). */
export async function readDocuments(shop: Shop, categories?: readonly number[]): Promise<SearchDocument[]> {
  const memory = await keptOf(shop);
  const documents: SearchDocument[] = [];
  for (let after = -1; ;) {
    let query = shop.database.read
      .selectFrom('products')
      .selectAll()
      .where('id', '>', after)
      .where('on_sale', '=', 1)
      .orderBy('id')
      .limit(BATCH);
    if (categories) query = query.where('category_id', 'in', categories);
    const rows = await query.execute();
    const last = rows.at(-1);
    if (!last) return documents;
    documents.push(...(await documentsOf(shop, memory, rows)));
    after = last.id;
  }
}

/** What changed after a generation: ids of all changed or gone, and the documents of those on sale. */
export async function readChanges(
  shop: Shop,
  since: number,
): Promise<{ ids: number[]; documents: SearchDocument[] }> {
  const { read } = shop.database;
  const memory = await keptOf(shop);
  const touched = await touchedSince(shop, since).select('id').execute();
  const noted = await read
    .selectFrom('product_changes')
    .select('product_id as id')
    .distinct()
    .where('generation', '>', since)
    .execute();
  const ids = [...new Set([...touched, ...noted].map((row) => row.id))].sort((a, b) => a - b);
  const documents: SearchDocument[] = [];
  for (let from = 0; from < ids.length; from += BATCH) {
    const rows = await read
      .selectFrom('products')
      .selectAll()
      .where('id', 'in', ids.slice(from, from + BATCH))
      .where('on_sale', '=', 1)
      .execute();
    documents.push(...(await documentsOf(shop, memory, rows)));
  }
  return { ids, documents };
}

/** How many products changed after a generation. */
export async function countChanges(shop: Shop, since: number): Promise<number> {
  const row = await touchedSince(shop, since)
    .select((e) => e.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

const touchedSince = (shop: Shop, since: number) =>
  shop.database.read
    .selectFrom('touched_products')
    .where('touched', '>', since)
    .where('generation', '>', since);

async function documentsOf(
  shop: Shop,
  memory: Kept,
  rows: Parameters<typeof joinProducts>[2],
): Promise<SearchDocument[]> {
  const products = await joinProducts(shop, memory, rows);
  return products
    .filter(({ product }) => product.variants.length > 0)
    .map(({ product }) => documentOf(product));
}
