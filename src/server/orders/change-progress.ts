/**
 * `changeProgress`: moves an order along its state table. The conditional update decides every race
 * (cancel against pack, ship twice): exactly one row in one of the allowed states, or nothing happens.
 */
import type { Transaction } from 'kysely';
import { next, statesBefore } from '#domain/orders/state-table.ts';
import {
  PACKED_WITH,
  PROGRESS,
  type Actor,
  type Money,
  type Progress,
  type ProgressEvent,
} from '#domain/orders/states.ts';
import { takesOf, type Take } from '#domain/stock/stock.ts';
import type { Tables } from '#server/database/tables.ts';
import { ringJobs } from '#server/jobs/bell.ts';
import { giveBackCoupons } from '#server/pricing/coupons.ts';
import { giveStock } from '#server/stock/take-stock.ts';
import type { Shop } from '#server/shop.ts';
import { addEvent } from './order-events.ts';

export interface ProgressChange {
  readonly order: number;
  readonly event: ProgressEvent;
  readonly actor: Actor;
  /** Carrier and code of a shipment; reason of a cancel; lines of a return. */
  readonly detail?: object;
  /** What comes back to the shelf with a return. */
  readonly restock?: readonly Take[];
  /** The event's own key, where it may be told twice. */
  readonly once?: string;
}

export type Changed =
  | { readonly ok: true; readonly state: Progress }
  | {
      readonly ok: false;
      readonly reason: 'no-order' | 'not-now' | 'unpaid' | 'given-back';
      readonly state?: Progress;
    };

const LETTERS: Partial<Record<ProgressEvent, string>> = {
  ship: 'shipped',
  'ship-part': 'shipped',
  cancel: 'cancelled',
  expire: 'cancelled',
};

export async function changeProgress(shop: Shop, change: ProgressChange): Promise<Changed> {
  const changed = await shop.database.transaction((tx) => changeInside(shop, tx, change));
  if (changed.ok) ringJobs(shop);
  return changed;
}

/** The same inside a transaction that has more to say. */
export async function changeInside(
  shop: Shop,
  tx: Transaction<Tables>,
  { order, event, actor, detail, restock, once }: ProgressChange,
): Promise<Changed> {
  const at = shop.clock.now();
  const row = await tx
    .selectFrom('orders')
    .select(['number', 'state', 'money', 'payment'])
    .where('id', '=', order)
    .executeTakeFirst();
  if (!row) return { ok: false, reason: 'no-order' };
  const from = row.state as Progress;
  const to = next(PROGRESS, from, event, actor);
  if (!to) return { ok: false, reason: 'not-now', state: from };
  // An order to be paid first is not packed before the money is there, nor after all of it went back.
  const isPaidFirst = event === 'pack' && row.payment !== 'invoice';
  if (isPaidFirst && !PACKED_WITH.includes(row.money as Money)) {
    return { ok: false, reason: row.money === 'refunded' ? 'given-back' : 'unpaid', state: from };
  }
  const givesUp = event === 'cancel' || event === 'expire';
  let update = tx
    .updateTable('orders')
    .set({ state: to, ...(givesUp && { reserved_until: null }) })
    .where('id', '=', order)
    .where('state', 'in', statesBefore(PROGRESS, event, actor));
  // A payment that came meanwhile wins over its expiry, and so does a page opened meanwhile: it keeps the parts longer.
  if (event === 'expire')
    update = update.where('money', 'in', ['due', 'paying']).where('reserved_until', '<=', at);
  if (isPaidFirst) update = update.where('money', 'in', PACKED_WITH);
  const { numUpdatedRows } = await update.executeTakeFirst();
  if (numUpdatedRows !== 1n) return { ok: false, reason: 'not-now', state: from };
  if (givesUp)
    await giveUp(tx, order, { source: row.number, reason: event === 'expire' ? 'expiry' : 'cancel', at });
  if (restock) await giveStock(tx, takesOf(restock), { reason: 'return', source: row.number, at });
  const letter = LETTERS[event];
  await addEvent(shop, tx, {
    order,
    at,
    kind: event,
    actor,
    ...(detail && { detail }),
    ...(letter && { letter }),
    ...(once !== undefined && { once }),
  });
  return { ok: true, state: to };
}

/** Stock and codes go back, and nothing is owed any more. */
async function giveUp(
  tx: Transaction<Tables>,
  order: number,
  why: { readonly source: string; readonly reason: 'cancel' | 'expiry'; readonly at: number },
): Promise<void> {
  const lines = await tx
    .selectFrom('order_lines')
    .select(['variant_id as variant', 'quantity as n'])
    .where('order_id', '=', order)
    .execute();
  await giveStock(tx, takesOf(lines), why);
  await giveBackCoupons(tx, order);
  await tx
    .updateTable('orders')
    .set({ money: 'void' })
    .where('id', '=', order)
    .where('money', 'in', ['due', 'paying'])
    .execute();
}

/** Orders whose payment did not come in time give their parts back. A chore; safe in several processes at once. */
export async function expireReservations(shop: Shop): Promise<number> {
  const due = await shop.database.read
    .selectFrom('orders')
    .select('id')
    .where('reserved_until', '<=', shop.clock.now())
    .where('state', '=', 'placed')
    .where('money', 'in', ['due', 'paying'])
    .limit(100)
    .execute();
  let expired = 0;
  for (const { id } of due) {
    const changed = await changeProgress(shop, { order: id, event: 'expire', actor: 'system' });
    if (changed.ok) expired += 1;
  }
  return expired;
}
