/** The manifest: what a device must know before it asks for a feed. */
import type { ManifestAnswer } from '#protocol/catalog.ts';
import type { Shop } from '#server/shop.ts';
import { keepAnswer, keptOf, shownCategory, type Kept } from './kept.ts';

export async function readManifest(shop: Shop): Promise<ManifestAnswer> {
  const memory = await keptOf(shop);
  return keepAnswer(memory, 'manifest', () => manifestOf(shop, memory));
}

async function manifestOf(shop: Shop, memory: Kept): Promise<ManifestAnswer> {
  const rows = await shop.database.read
    .selectFrom('products')
    .select(['category_id', (e) => e.fn.sum<number>(e.fn<number>('length', ['body'])).as('stored')])
    .where('on_sale', '=', 1)
    .groupBy('category_id')
    .execute();
  const stored = new Map(rows.map((row) => [row.category_id, Number(row.stored)]));
  return {
    generation: memory.generation,
    currency: shop.currency,
    categories: [...memory.categories.values()].map((node) => ({
      ...shownCategory(node),
      generation: node.generation,
      bytes: feedBytes(stored.get(node.id) ?? 0),
    })),
  };
}

/**
 * About how many bytes a category's whole feed is as sent. Larger categories repeat themselves more: over 150 categories
 * of 65,500 parts the compressed feed followed 2.2 x stored^0.75 within a third.
 */
function feedBytes(stored: number): number {
  return Math.round(2.2 * stored ** 0.75);
}
