import { readSettings } from '#server/settings/settings.ts';
import { openShop, type Shop } from '#server/shop.ts';
import { startFault } from '#server/tls/start-fault.ts';

/** Opens the shop the environment names, runs `work` and closes it, whatever happens. */
export async function withShop<T>(work: (shop: Shop) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  const shop = await openShop(settings).catch((error: unknown) => {
    throw startFault(error, settings);
  });
  try {
    return await work(shop);
  } finally {
    await shop.close();
  }
}
