import type { Shop } from './shop.ts';

/** The shop's name as shoppers read it: the setting SHOP_NAME, else what a seeded shop calls itself, else its host. */
export async function readShopName(shop: Shop): Promise<string> {
  const row = await shop.database.read.selectFrom('shop').select('profile').executeTakeFirstOrThrow();
  const { name } = JSON.parse(row.profile) as { name?: string };
  return shop.settings.SHOP_NAME || name || new URL(shop.settings.ORIGIN).hostname;
}
