/**
 * Handing a cart to another device without an account: a code that works once, within ten minutes. Who takes it over
 * joins the same cart; what both had is merged, tombstones included.
 */
import type { Shop } from '../shop.ts';
import { cartTime, EMPTY_RECORD, type CartRecord } from './cart-record.ts';
import { findCart, fingerprintOf, lockCart, saveCart } from './carts-table.ts';
import { joinRecords } from './join-records.ts';
import { newCartId } from './sync-cart.ts';

export const CODE_MILLISECONDS = 600_000;
/** No vowels and no look-alikes: read aloud, typed on a phone. 8 signs are 37 bits. */
const SIGNS = '23456789BCDFGHJKMNPQRSTVWXYZ'.slice(0, 25);
const LENGTH = 8;

export type MadeCode =
  | { readonly ok: true; readonly code: string; readonly expiresAt: number }
  | { readonly ok: false; readonly reason: 'no-cart' };

/** A fresh code for the cart of this id, like BK7T-92MX. */
export async function makeCode(shop: Shop, cid: string | undefined): Promise<MadeCode> {
  const fingerprint = fingerprintOf(cid);
  const now = shop.clock.now();
  const found = fingerprint && (await findCart(shop.database.read, fingerprint, cartTime(shop)));
  if (!found) return { ok: false, reason: 'no-cart' };
  const signs = unbiased(shop);
  const code = `${signs.slice(0, 4)}-${signs.slice(4)}`;
  const expiresAt = now + CODE_MILLISECONDS;
  await shop.database.transaction(async (tx) => {
    await tx.deleteFrom('cart_codes').where('expires_at', '<', now).execute();
    await tx
      .insertInto('cart_codes')
      .values({ code_hash: hashOf(shop, code), cart_id: found.id, expires_at: expiresAt })
      .execute();
  });
  return { ok: true, code, expiresAt };
}

/** When each code of this cart that was not used yet ends, by the server's clock: to tell a used one by. */
export async function openCodes(shop: Shop, cid: string | undefined): Promise<number[]> {
  const fingerprint = fingerprintOf(cid);
  const found = fingerprint && (await findCart(shop.database.read, fingerprint, cartTime(shop)));
  if (!found) return [];
  const rows = await shop.database.read
    .selectFrom('cart_codes')
    .select('expires_at')
    .where('cart_id', '=', found.id)
    .where('expires_at', '>=', shop.clock.now())
    .execute();
  return rows.map((row) => Number(row.expires_at));
}

export type TakenCart =
  /** `isOwn`: the device has this very cart. Nothing is joined, and the code stays good for another. */
  | { readonly ok: true; readonly isOwn: boolean; readonly cid: string; readonly record: CartRecord }
  /** `cart-full`: both together would be more than one cart holds; the code stays good. */
  | { readonly ok: false; readonly reason: 'unknown-code' | 'cart-full' };

/** Joins the cart behind the code; the code is used up in the same transaction. */
export async function takeCart(shop: Shop, cid: string | undefined, code: string): Promise<TakenCart> {
  const time = cartTime(shop);
  const { now } = time;
  const fresh = newCartId(shop);
  return shop.database.transaction(async (tx) => {
    const ofCode = tx.deleteFrom('cart_codes').where('code_hash', '=', hashOf(shop, code));
    const used = await tx
      .selectFrom('cart_codes')
      .select('cart_id')
      .where('code_hash', '=', hashOf(shop, code))
      .where('expires_at', '>=', now)
      .executeTakeFirst();
    if (!used) return { ok: false, reason: 'unknown-code' };
    const own = fingerprintOf(cid);
    const before = own && (await findCart(tx, own, time, shop.database.kind));
    if (cid && before && before.id === used.cart_id)
      return { ok: true, isOwn: true, cid, record: before.record };
    const target = await lockCart(tx, shop.database.kind, used.cart_id, time, EMPTY_RECORD);
    const record = before ? joinRecords(target.record, before.record, time, shop.random) : target.record;
    if (!record) return { ok: false, reason: 'cart-full' };
    // Of two that take one code at once, one deletes it.
    if ((await ofCode.executeTakeFirst()).numDeletedRows === 0n) return { ok: false, reason: 'unknown-code' };
    await saveCart(tx, target.id, record, now);
    // A new id for this device: the old one may be known to others.
    await tx
      .insertInto('cart_keys')
      .values({ id: fingerprintOf(fresh)!, cart_id: target.id, created_at: now })
      .execute();
    return { ok: true, isOwn: false, cid: fresh, record };
  });
}

function hashOf(shop: Shop, code: string): string {
  return shop.secrets.sign('cart-code', code.toUpperCase().replace(/[^0-9A-Z]/g, ''));
}

function unbiased(shop: Shop): string {
  let signs = '';
  while (signs.length < LENGTH)
    for (const byte of shop.random.bytes(16))
      if (byte < 250 && signs.length < LENGTH) signs += SIGNS[byte % SIGNS.length]!;
  return signs;
}
