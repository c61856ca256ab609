/** The manifest: what a device must know before it asks for a feed. */
import type { ManifestAnswer } from '#protocol/catalog.ts';
import type { Shop } from '#server/shop.ts';
import { keptOf, shownCategory } from './kept.ts';

export async function readManifest(shop: Shop): Promise<ManifestAnswer> {
  const memory = await keptOf(shop);
  const rows = await shop.database.read
    .selectFrom('products')
    .select(['category_id', (e) => e.fn.sum<number>(e.fn<number>('length', ['body'])).as('bytes')])
    .where('on_sale', '=', 1)
    .groupBy('category_id')
    .execute();
  const bytes = new Map(rows.map((row) => [row.category_id, Number(row.bytes)]));
  return {
    generation: memory.generation,
    currency: shop.currency,
    categories: [...memory.categories.values()].map((node) => ({
      ...shownCategory(node),
      generation: node.generation,
      bytes: bytes.get(node.id) ?? 0,
    })),
  };
}
