/**
 * The one place where a provider's word about a refund becomes true here, ours or one made in its own dashboard.
 * A refund and the order's sums change in one transaction, with the order's row as the lock, so that "done" and "failed"
 * told at once leave both the same.
 */
import type { Kysely } from 'kysely';
import type { Tables } from '#server/database/tables.ts';
import { recordRefund, takeBackRefund } from '#server/orders/money.ts';
import { addEvent } from '#server/orders/order-events.ts';
import { ringJobs } from '#server/jobs/bell.ts';
import type { Shop } from '#server/shop.ts';
import type { RefundState } from './provider.ts';

/** `unknown`: of no payment that is paid here, so it may be told again; `refused`: it does not fit what stands here. */
export type LearnedRefund = 'done' | 'pending' | 'failed' | 'unknown' | 'refused';

export async function learnRefund(shop: Shop, provider: string, told: RefundState): Promise<LearnedRefund> {
  const payment = await shop.database.read
    .selectFrom('payments')
    .select(['id', 'order_id', 'state'])
    .where('provider', '=', provider)
    .where('charge', '=', told.charge)
    .executeTakeFirst();
  // Money that did not come yet cannot go back: word of it is on its way.
  if (payment?.state !== 'paid' || told.charge === '') return 'unknown';
  const id = await matchRefund(shop, payment.id, told);
  if (told.state === 'pending') return 'pending';
  if (told.state === 'failed') {
    if (id !== undefined) await failRefund(shop, id, 'the provider could not do it');
    return 'failed';
  }
  if (id === undefined) return 'refused';
  const { amount, reason } = await readRefund(shop, id);
  if (amount !== told.amount) return 'refused';
  const key = `${provider}:${told.reference}`;
  await settle(shop, { id, order: payment.order_id, amount, reason, key });
  return (await readRefund(shop, id)).state === 'done' ? 'done' : 'refused';
}

function readRefund(
  shop: Shop,
  id: number,
): Promise<{ readonly amount: number; readonly reason: string; readonly state: string }> {
  return shop.database.read
    .selectFrom('refunds')
    .select(['amount', 'reason', 'state'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

interface Settled {
  readonly id: number;
  readonly order: number;
  readonly amount: number;
  readonly reason: string;
  readonly key: string;
}

async function settle(shop: Shop, { id, order, amount, reason, key }: Settled): Promise<void> {
  const done = async (tx: Kysely<Tables>): Promise<boolean> => {
    const { numUpdatedRows } = await tx
      .updateTable('refunds')
      .set({ state: 'done' })
      .where('id', '=', id)
      .where('state', '=', 'asked')
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  };
  if (reason !== 'double') {
    await recordRefund(shop, { order, amount, key, actor: 'provider' }, done);
    return;
  }
  // A second payment of one order was never counted, so giving it back leaves the order's sums alone.
  await shop.database.transaction(async (tx) => {
    if (!(await done(tx))) return;
    await addEvent(shop, tx, {
      order,
      at: shop.clock.now(),
      kind: 'double-refunded',
      actor: 'system',
      detail: { amount, reason: 'paid twice' },
      once: `double:${order}:${key}`,
      letter: 'refunded',
    });
  });
  ringJobs(shop);
}

/** The row of a refund, with its reference written down; a foreign one gets a row of its own. */
async function matchRefund(shop: Shop, payment: number, told: RefundState): Promise<number | undefined> {
  return shop.database.transaction(async (tx) => {
    const { reference } = told;
    const byName = () =>
      tx
        .selectFrom('refunds')
        .select('id')
        .where('reference', '=', reference)
        .where('payment_id', '=', payment)
        .executeTakeFirst();
    const known = await byName();
    if (known) return known.id;
    if (told.ours !== undefined) {
      const own = await tx
        .updateTable('refunds')
        .set({ reference })
        .where('id', '=', told.ours)
        .where('payment_id', '=', payment)
        .where('reference', 'is', null)
        .returning('id')
        .executeTakeFirst();
      if (own) return own.id;
      // Another transaction may have written it down while this one waited for the row.
      const now = await byName();
      if (now) return now.id;
    }
    if (told.state === 'failed') return undefined;
    const grown = await tx
      .updateTable('payments')
      .set((e) => ({ refunded: e('refunded', '+', told.amount) }))
      .where('id', '=', payment)
      .where((e) => e('amount', '>=', e('refunded', '+', told.amount)))
      .executeTakeFirst();
    if (grown.numUpdatedRows !== 1n) return undefined;
    const fresh = await tx
      .insertInto('refunds')
      .values({
        payment_id: payment,
        key: `provider:${reference}`,
        amount: told.amount,
        reason: 'provider',
        reference,
        state: 'asked',
        created_at: shop.clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return fresh.id;
  });
}

/** The promise is taken back, and what the order counted as given back with it; its history says why. Once only, also when told twice. */
export async function failRefund(shop: Shop, id: number, why: string): Promise<void> {
  await shop.database.transaction(async (tx) => {
    const { order_id: order } = await tx
      .selectFrom('refunds as r')
      .innerJoin('payments as p', 'p.id', 'r.payment_id')
      .select('p.order_id')
      .where('r.id', '=', id)
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('orders')
      .set((e) => ({ money: e.ref('money') }))
      .where('id', '=', order)
      .execute();
    const refund = await tx
      .selectFrom('refunds')
      .select(['payment_id', 'amount', 'reason', 'state'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (refund.state === 'failed') return;
    const { amount } = refund;
    await tx.updateTable('refunds').set({ state: 'failed' }).where('id', '=', id).execute();
    await tx
      .updateTable('payments')
      .set((e) => ({ refunded: e('refunded', '-', amount) }))
      .where('id', '=', refund.payment_id)
      .execute();
    if (refund.state === 'done' && refund.reason !== 'double') await takeBackRefund(tx, order, amount);
    await addEvent(shop, tx, {
      order,
      at: shop.clock.now(),
      kind: 'refund-failed',
      actor: 'provider',
      detail: { amount, why: why.slice(0, 300) },
      once: `refund-failed:${id}`,
    });
  });
  ringJobs(shop);
}
