/** A change made without script: cookie and server copy are merged, changed and written in one transaction. */
import { changeCart, spend, type CartChange, type ChangeOutcome } from '#domain/cart/change-cart.ts';
import type { Dot } from '#domain/cart/dot.ts';
import { openFolds } from '#domain/cart/fold.ts';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { Shop } from '../shop.ts';
import { cartTime, EMPTY_RECORD, withChange, type CartRecord } from './cart-record.ts';
import { fingerprintOf, lockCart, saveCart } from './carts-table.ts';
import { mergeRequest } from './merge-request.ts';
import { requestOfCookie, type CartCookies } from './read-cart.ts';
import { newCartId } from './sync-cart.ts';

export type ChangedCart =
  | { readonly ok: true; readonly cid: string; readonly record: CartRecord }
  | Extract<ChangeOutcome, { ok: false }>;

export async function changeServerCart(
  shop: Shop,
  cookies: CartCookies,
  changes: readonly CartChange[],
): Promise<ChangedCart> {
  const time = cartTime(shop);
  const known = fingerprintOf(cookies.cid);
  const cid = known ? cookies.cid! : newCartId(shop);
  return shop.database.transaction(async (tx) => {
    const cart = await lockCart(tx, shop.database.kind, known ?? fingerprintOf(cid)!, time, EMPTY_RECORD);
    const merged = mergeRequest(cart.record, requestOfCookie(cookies.cart), cart.isNew, time, shop.random);
    if (!merged.ok) return merged;
    let { state } = merged.record;
    for (const change of changes) {
      const outcome = changeCart(state, change, shop);
      if (!outcome.ok) return outcome;
      state = outcome.state;
    }
    const record = withChange(merged.record, state, merged.record.folds, merged.record.version + 1, time.now);
    await saveCart(tx, cart.id, record, time.now);
    return { ok: true, cid, record };
  });
}

/**
 * Tombstones exactly these dots, inside the transaction that places their order. `cartId` as in `carts.id`; a cart the
 * server has no copy of begins with them, so that nobody who tells of it later brings back what was ordered.
 */
export async function spendDots(
  shop: Pick<Shop, 'database' | 'random' | 'clock' | 'settings'>,
  tx: Transaction<Tables>,
  cartId: string,
  dots: readonly Dot[],
  now: number,
): Promise<void> {
  const cart = await lockCart(tx, shop.database.kind, cartId, cartTime(shop), EMPTY_RECORD);
  const spent = spend(cart.record.state, dots);
  const opened = openFolds({ state: spent, folds: cart.record.folds }, dots, shop.random);
  const version = cart.record.version + 1;
  await saveCart(tx, cart.id, withChange(cart.record, opened.state, opened.folds, version, now), now);
}
