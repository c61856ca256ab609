/** A part that never runs out, for tests and benches that order it by the thousand. */
import { readSettings } from '#server/settings/settings.ts';
import { openShop, type Shop } from '#server/shop.ts';
import type { ShopServer } from '../shop-server.ts';

/** Gives the first variant that is sold singly `plenty` on hand, explained in the ledger; returns its id. */
export async function stockUp(shop: Shop, plenty: number): Promise<number> {
  const { id, on_hand } = await shop.database.read
    .selectFrom('variants')
    .select(['id', 'on_hand'])
    .where('minimum', '=', 1)
    .where('on_sale', '=', 1)
    .orderBy('id')
    .executeTakeFirstOrThrow();
  const why = { reason: 'correction', source: 'plenty', at: 0 };
  await shop.database.transaction(async (tx) => {
    await tx.updateTable('variant_rows').set({ on_hand: plenty }).where('id', '=', id).execute();
    await tx
      .insertInto('stock_moves')
      .values({ variant_id: id, change: plenty - on_hand, ...why })
      .execute();
  });
  return id;
}

/** The same, beside a running server. */
export async function stockUpBeside(server: ShopServer, plenty: number): Promise<number> {
  const shop = await openShop(readSettings({ SHOP_DIR: server.folder, SEED: 'none', LOG_LEVEL: 'silent' }));
  try {
    return await stockUp(shop, plenty);
  } finally {
    await shop.close();
  }
}
