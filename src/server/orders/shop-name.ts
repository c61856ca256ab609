import type { Shop } from '#server/shop.ts';

/** As the merchant named the shop; "Cone & Coil" until then. */
export async function readShopName(shop: Shop): Promise<string> {
  const row = await shop.database.read.selectFrom('shop').select('profile').executeTakeFirstOrThrow();
  const { name } = JSON.parse(row.profile) as { name?: string };
  return name ?? 'Cone & Coil';
}
