/** Dots are ordered once per cart: a second device with the same cart is asked before it buys everything twice. */
import type { Kysely } from 'kysely';
import { meantBy } from '#domain/cart/fold.ts';
import type { Difference } from '#domain/pricing/difference.ts';
import type { CartTime } from '#server/cart/cart-record.ts';
import { findCart } from '#server/cart/carts-table.ts';
import type { Tables } from '#server/database/tables.ts';

/** More dots than a cart of honest presses has; a statement takes some 30,000 values. */
const MOST_DOTS = 5_000;

/** What an intent's dots stand for: a device that has not heard of a fold names the same pieces by other dots. */
export async function dotsMeant(
  tx: Kysely<Tables>,
  cart: string,
  dots: readonly string[],
  time: CartTime,
): Promise<string[]> {
  const found = cart === '' || dots.length === 0 ? undefined : await findCart(tx, cart, time);
  return found ? meantBy(found.record.folds, dots).slice(0, MOST_DOTS) : [...dots];
}

/** The newest standing order that holds one of these dots, as a difference to name. */
export async function alreadyOrdered(
  tx: Kysely<Tables>,
  cart: string,
  dots: readonly string[],
  at: number,
): Promise<Difference | undefined> {
  if (dots.length === 0) return undefined;
  const row = await tx
    .selectFrom('ordered_dots as d')
    .innerJoin('orders as o', 'o.id', 'd.order_id')
    .select(['o.number', 'o.placed_at'])
    .where('d.cart_id', '=', cart)
    .where('d.dot', 'in', dots)
    .where('o.state', '!=', 'cancelled')
    .orderBy('o.placed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    kind: 'already-ordered',
    number: row.number,
    at: row.placed_at,
    ago: Math.max(at - row.placed_at, 0),
  };
}

/**
 * Marks dots as ordered. Those of a cancelled order, or ordered again on purpose, are taken over;
 * a dot that another transaction takes at the same moment breaks the unique key, and placing starts over.
 */
export async function markOrdered(
  tx: Kysely<Tables>,
  cart: string,
  dots: readonly string[],
  order: number,
  takeOver: boolean,
): Promise<void> {
  const unique = [...new Set(dots)].sort();
  if (unique.length === 0) return;
  if (takeOver) {
    await tx.deleteFrom('ordered_dots').where('cart_id', '=', cart).where('dot', 'in', unique).execute();
  } else {
    await tx
      .deleteFrom('ordered_dots')
      .where('cart_id', '=', cart)
      .where('dot', 'in', unique)
      .where((e) => e('order_id', 'in', e.selectFrom('orders').select('id').where('state', '=', 'cancelled')))
      .execute();
  }
  await tx
    .insertInto('ordered_dots')
    .values(unique.map((dot) => ({ cart_id: cart, dot, order_id: order })))
    .execute();
}
