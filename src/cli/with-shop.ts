import { readSettings } from '#server/settings/settings.ts';
import { openShop, type Shop } from '#server/shop.ts';

/** Opens the shop the environment names, runs `work` and closes it, whatever happens. */
export async function withShop<T>(work: (shop: Shop) => Promise<T>): Promise<T> {
  const shop = await openShop(readSettings(process.env));
  try {
    return await work(shop);
  } finally {
    await shop.close();
  }
}
