/** POST /api/cart: one merge of a device's cart with the server's copy, safe to repeat. */
import type { SyncRequest, SyncResult } from '#domain/cart/sync.ts';
import { toBase64url } from '#domain/cart/base64url.ts';
import type { Shop } from '../shop.ts';
import { cartTime, EMPTY_RECORD, type CartRecord } from './cart-record.ts';
import { findCart, fingerprintOf, lockCart, saveCart } from './carts-table.ts';
import { mergeRequest } from './merge-request.ts';

export type Synced =
  | {
      readonly ok: true;
      /** The id for the cookie: the one that came, or a new one. */
      readonly cid: string;
      readonly record: CartRecord;
      readonly result: SyncResult;
    }
  | { readonly ok: false; readonly reason: 'cart-full' };

/** A contact that changes nothing is written down at most this often. */
const CONTACT_MILLISECONDS = 3_600_000;

/** A fresh 128-bit id for `__Host-cid`. */
export function newCartId(shop: Pick<Shop, 'random'>): string {
  return toBase64url(shop.random.bytes(16));
}

export async function syncCart(
  shop: Shop,
  input: { readonly cid: string | undefined; readonly request: SyncRequest },
): Promise<Synced> {
  const { request } = input;
  const time = cartTime(shop);
  const { now } = time;
  const known = fingerprintOf(input.cid);
  const cid = known ? input.cid! : newCartId(shop);
  const fingerprint = known ?? fingerprintOf(cid)!;

  // Most rounds only ask: they are answered without waiting for the writer.
  const found = known ? await findCart(shop.database.read, fingerprint, time) : undefined;
  if (found && now - found.seenAt < CONTACT_MILLISECONDS) {
    const merged = mergeRequest(found.record, request, false, time, shop.random);
    if (!merged.ok) return merged;
    if (!merged.isChanged) return { ok: true, cid, record: merged.record, result: merged.result };
  }
  return shop.database.transaction(async (tx) => {
    const { id, record, isNew } = await lockCart(tx, shop.database.kind, fingerprint, time, EMPTY_RECORD);
    const merged = mergeRequest(record, request, isNew, time, shop.random);
    if (!merged.ok) return merged;
    await saveCart(tx, id, merged.record, now);
    return { ok: true, cid, record: merged.record, result: merged.result };
  });
}
