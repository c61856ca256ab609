/** `readNav`: the few facts the frame of every page shows. */
import type { NavAnswer } from '#protocol/catalog.ts';
import type { Shop } from '#server/shop.ts';

/** Name of a shop whose merchant has not named it. */
const UNNAMED = 'Cone & Coil';

/** Top categories with something on sale, in the merchant's order. */
export async function readNav(shop: Shop): Promise<NavAnswer> {
  const { read } = shop.database;
  const row = await read.selectFrom('shop').select(['generation', 'profile']).executeTakeFirstOrThrow();
  const categories = await read
    .selectFrom('categories')
    .select(['id', 'path', 'name', 'products'])
    .where('parent_id', 'is', null)
    .where('products', '>', 0)
    .orderBy('position')
    .orderBy('name')
    .execute();
  const sources = await read.selectFrom('products').select('source').distinct().limit(2).execute();
  const profile = JSON.parse(row.profile) as { name?: string };
  return {
    generation: row.generation,
    currency: shop.currency,
    shop: {
      name: profile.name ?? UNNAMED,
      isDemo: sources.length === 1 && sources[0]?.source === 'demo',
    },
    categories: categories.map((category) => ({ ...category, parent: '' })),
    total: categories.reduce((sum, category) => sum + category.products, 0),
  };
}
