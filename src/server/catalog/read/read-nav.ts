/** `readNav`: the few facts the frame of every page shows. */
import type { NavAnswer } from '#protocol/catalog.ts';
import { COOKIE_DAYS } from '#protocol/cookie-days.ts';
import { readShopName } from '#server/shop-name.ts';
import type { Shop } from '#server/shop.ts';

/** Top categories with something on sale, in the merchant's order. */
export async function readNav(shop: Shop): Promise<NavAnswer> {
  const { read } = shop.database;
  const row = await read.selectFrom('shop').select('generation').executeTakeFirstOrThrow();
  const categories = await read
    .selectFrom('categories')
    .select(['id', 'path', 'name', 'products'])
    .where('parent_id', 'is', null)
    .where('products', '>', 0)
    .orderBy('position')
    .orderBy('name')
    .execute();
  const sources = await read.selectFrom('products').select('source').distinct().limit(2).execute();
  return {
    generation: row.generation,
    currency: shop.currency,
    shop: {
      name: await readShopName(shop),
      ...(shop.settings.CART_DAYS !== COOKIE_DAYS && { cartDays: shop.settings.CART_DAYS }),
      isDemo: sources.length === 1 && sources[0]?.source === 'demo',
    },
    ...(shop.settings.WORKER === 'off' && { isWorkerOff: true }),
    categories: categories.map((category) => ({ ...category, parent: '' })),
    total: categories.reduce((sum, category) => sum + category.products, 0),
  };
}
