/** The server's copy of a cart goes: on the shopper's word (DELETE /api/cart), or when it had no contact for too long. */
import { sql } from 'kysely';
import { deleteInSteps } from '../database/delete-in-steps.ts';
import type { Shop } from '../shop.ts';
import { cartTime } from './cart-record.ts';
import { fingerprintOf } from './carts-table.ts';

/** Devices that share it keep their own copies. */
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

/** Carts without contact for as many days as the shop lets a cart live; their keys and codes go with them. Gives how many went. */
export function forgetOldCarts(shop: Pick<Shop, 'database' | 'clock' | 'settings'>): Promise<number> {
  return deleteInSteps(shop.database, 'carts', 'id', sql`seen_at < ${cartTime(shop).forgetBefore}`);
}
