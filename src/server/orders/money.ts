/**
 * Money of an order as it was told: paid, paid too late, given back. Each telling has a key and counts once,
 * in whatever order webhooks, return pages and reconciliation bring it.
 */
import type { Transaction } from 'kysely';
import { MONEY, type Actor, type Money } from '#domain/orders/states.ts';
import { statesBefore } from '#domain/orders/state-table.ts';
import type { Tables } from '#server/database/tables.ts';
import { ringJobs } from '#server/jobs/bell.ts';
import type { Shop } from '#server/shop.ts';
import { addEvent } from './order-events.ts';

export interface MoneyTold {
  readonly order: number;
  /** Minor units of the order's currency. */
  readonly amount: number;
  /** The provider's own name of this payment or refund: told twice, counted once. */
  readonly key: string;
  readonly actor: Actor;
}

export type MoneyResult =
  | {
      readonly ok: true;
      readonly money: Money;
      /** Told before; nothing was done now. */
      readonly isRepeat: boolean;
      /** The order had been given up: claim its parts again or refund, and say so. */
      readonly isLate: boolean;
    }
  | { readonly ok: false; readonly reason: 'no-order' | 'not-now' | 'too-much' };

export function recordPayment(shop: Shop, told: MoneyTold): Promise<MoneyResult> {
  return counted(shop, told, 'pay', async (tx, at) => {
    // In time, or else too late: the second question sees what a winning expiry left.
    for (const kind of ['pay', 'pay-late'] as const) {
      const before = statesBefore(MONEY, kind, told.actor);
      if (before.length === 0) continue;
      const { numUpdatedRows } = await tx
        .updateTable('orders')
        .set((e) => ({ money: 'paid', paid: e('paid', '+', told.amount), reserved_until: null }))
        .where('id', '=', told.order)
        .where('money', 'in', before)
        .executeTakeFirst();
      const isLate = kind === 'pay-late';
      if (numUpdatedRows === 1n)
        return { kind, at, letter: isLate ? 'payment-late' : 'payment-received', isLate };
    }
    return undefined;
  });
}

/**
 * Gives back at most what is left of what was paid; the conditional update settles two refunds at once.
 * `settle` belongs to the same promise: where it says no, the refund was settled already, and nothing is done.
 */
export function recordRefund(
  shop: Shop,
  told: MoneyTold,
  settle?: (tx: Transaction<Tables>) => Promise<boolean>,
): Promise<MoneyResult> {
  return counted(shop, told, 'refund', async (tx, at) => {
    const { numUpdatedRows } = await tx
      .updateTable('orders')
      .set((e) => ({
        refunded: e('refunded', '+', told.amount),
        money: e
          .case()
          .when(e('paid', '=', e('refunded', '+', told.amount)))
          .then('refunded')
          .else('partly-refunded')
          .end(),
      }))
      .where('id', '=', told.order)
      .where('money', 'in', statesBefore(MONEY, 'refund', told.actor))
      .where((e) => e('paid', '>=', e('refunded', '+', told.amount)))
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return undefined;
    if (settle && !(await settle(tx))) throw new KnownKey();
    return { kind: 'refund', at, letter: 'refunded', isLate: false };
  });
}

/** A refund that was counted failed after all: its money is with the shop again. */
export async function takeBackRefund(tx: Transaction<Tables>, order: number, amount: number): Promise<void> {
  await tx
    .updateTable('orders')
    .set((e) => ({
      refunded: e('refunded', '-', amount),
      money: e.case().when('refunded', '=', amount).then('paid').else('partly-refunded').end(),
    }))
    .where('id', '=', order)
    .where('money', 'in', statesBefore(MONEY, 'refund-failed', 'provider'))
    .execute();
}

interface Told {
  readonly kind: string;
  readonly at: number;
  readonly letter: string;
  readonly isLate: boolean;
}

/** Thrown to roll back an update whose key turned out to be known. */
class KnownKey extends Error {}

async function counted(
  shop: Shop,
  { order, amount, key, actor }: MoneyTold,
  what: 'pay' | 'refund',
  apply: (tx: Transaction<Tables>, at: number) => Promise<Told | undefined>,
): Promise<MoneyResult> {
  if (!Number.isSafeInteger(amount) || amount <= 0) return { ok: false, reason: 'too-much' };
  const once = `${what}:${order}:${key}`;
  try {
    const result = await shop.database.transaction(async (tx): Promise<MoneyResult> => {
      const isKnown = async (): Promise<boolean> =>
        (await tx.selectFrom('order_events').select('id').where('once', '=', once).executeTakeFirst()) !==
        undefined;
      if (await isKnown()) throw new KnownKey();
      const told = await apply(tx, shop.clock.now());
      // Waiting for the order's row, this transaction may have been overtaken by the same telling.
      if (!told && (await isKnown())) throw new KnownKey();
      const row = await tx.selectFrom('orders').select('money').where('id', '=', order).executeTakeFirst();
      if (!row) return { ok: false, reason: 'no-order' };
      if (!told) return { ok: false, reason: what === 'refund' ? 'too-much' : 'not-now' };
      const { kind, at, letter, isLate } = told;
      if (!(await addEvent(shop, tx, { order, at, kind, actor, detail: { amount }, once, letter })))
        throw new KnownKey();
      return { ok: true, money: row.money as Money, isRepeat: false, isLate };
    });
    if (result.ok) ringJobs(shop);
    return result;
  } catch (error) {
    if (!(error instanceof KnownKey)) throw error;
    const row = await shop.database.read
      .selectFrom('orders')
      .select('money')
      .where('id', '=', order)
      .executeTakeFirstOrThrow();
    return { ok: true, money: row.money as Money, isRepeat: true, isLate: false };
  }
}
