/** DELETE /api/cart: the server's copy of this device's cart goes. Devices that share it keep their own copies. */
import type { Shop } from '../shop.ts';
import { fingerprintOf } from './carts-table.ts';

export async function forgetCart(shop: Shop, cid: string | undefined): Promise<void> {
  const fingerprint = fingerprintOf(cid);
  if (!fingerprint) return;
  await shop.database.transaction(async (tx) => {
    const taken = await tx.deleteFrom('cart_keys').where('id', '=', fingerprint).executeTakeFirst();
    // A device that only joined another's cart leaves it there.
    if (taken.numDeletedRows > 0n) return;
    await tx.deleteFrom('cart_keys').where('cart_id', '=', fingerprint).execute();
    await tx.deleteFrom('cart_codes').where('cart_id', '=', fingerprint).execute();
    await tx.deleteFrom('carts').where('id', '=', fingerprint).execute();
  });
}
