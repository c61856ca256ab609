/**
 * Refunds: promised in one transaction (never more than was paid, however many ask at once), done by a job that survives
 * any crash, and counted on the order by the provider's own name of it, so that a webhook and the job's answer count once.
 */
import type { Kysely } from 'kysely';
import { currencyOf } from '#domain/money/money.ts';
import { recordRefund } from '#server/orders/money.ts';
import { addEvent } from '#server/orders/order-events.ts';
import type { Tables } from '#server/database/tables.ts';
import { ringJobs } from '#server/jobs/bell.ts';
import { queueJobs } from '#server/jobs/queue-jobs.ts';
import type { Shop } from '#server/shop.ts';
import { RefundRefused, type RefundState } from './provider.ts';
import { providerOf } from './providers.ts';

export interface RefundWish {
  readonly payment: number;
  readonly amount: number;
  /** A wish of the same key is the same wish. */
  readonly key: string;
  readonly reason: string;
}

export type RefundAsked =
  | { readonly ok: true; readonly refund: number; readonly isRepeat: boolean }
  | { readonly ok: false; readonly reason: 'no-payment' | 'too-much' };

export async function askRefund(shop: Shop, wish: RefundWish): Promise<RefundAsked> {
  const asked = await shop.database.transaction((tx) => promise(shop, tx, wish));
  if (asked.ok && !asked.isRepeat) ringJobs(shop);
  return asked;
}

/** The key's unique row comes last: of two transactions with one key the second is turned back and promises nothing. */
async function promise(
  shop: Shop,
  tx: Kysely<Tables>,
  { payment, amount, key, reason }: RefundWish,
): Promise<RefundAsked> {
  if (!Number.isSafeInteger(amount) || amount <= 0) return { ok: false, reason: 'too-much' };
  const row = await tx
    .updateTable('payments')
    .set((e) => ({ refunded: e.ref('refunded') }))
    .where('id', '=', payment)
    .where('state', '=', 'paid')
    .returning(['amount', 'refunded'])
    .executeTakeFirst();
  if (!row) return { ok: false, reason: 'no-payment' };
  const known = await tx.selectFrom('refunds').select('id').where('key', '=', key).executeTakeFirst();
  if (known) return { ok: true, refund: known.id, isRepeat: true };
  if (row.refunded + amount > row.amount) return { ok: false, reason: 'too-much' };
  const now = shop.clock.now();
  await tx
    .updateTable('payments')
    .set({ refunded: row.refunded + amount })
    .where('id', '=', payment)
    .execute();
  const { id } = await tx
    .insertInto('refunds')
    .values({ payment_id: payment, key, amount, reason, reference: null, state: 'asked', created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await queueJobs(tx, now, [{ kind: 'refund', once: `refund:${id}`, payload: { refund: id } }]);
  return { ok: true, refund: id, isRepeat: false };
}

/** The job: asks the provider with the refund's own key, as often as it takes. */
export async function doRefund(shop: Shop, payload: unknown): Promise<void> {
  const { refund: id } = payload as { readonly refund: number };
  const { read } = shop.database;
  const refund = await read.selectFrom('refunds').selectAll().where('id', '=', id).executeTakeFirst();
  if (!refund || refund.state !== 'asked') return;
  const payment = await read
    .selectFrom('payments')
    .selectAll()
    .where('id', '=', refund.payment_id)
    .executeTakeFirstOrThrow();
  const provider = providerOf(payment.provider);
  if (!provider || payment.session === null || payment.charge === null)
    throw new Error(`Refund ${id} has nobody to ask.`);
  const { session, charge } = payment;
  try {
    const told = await provider.refund(shop, {
      id,
      session,
      charge,
      amount: refund.amount,
      currency: currencyOf(payment.currency),
    });
    await learnRefund(shop, payment.provider, told);
  } catch (error) {
    if (!(error instanceof RefundRefused)) throw error;
    await failRefund(shop, id, error.message);
  }
}

/** A provider's word about a refund, ours or one made in its own dashboard. */
export async function learnRefund(
  shop: Shop,
  provider: string,
  told: RefundState,
): Promise<'done' | 'pending' | 'failed' | 'unknown'> {
  const payment = await shop.database.read
    .selectFrom('payments')
    .select(['id', 'order_id', 'state'])
    .where('provider', '=', provider)
    .where('charge', '=', told.charge)
    .executeTakeFirst();
  if (!payment || told.charge === '') return 'unknown';
  const id = await matchRefund(shop, payment.id, told);
  if (told.state === 'pending') return 'pending';
  if (told.state === 'failed') {
    if (id !== undefined) await failRefund(shop, id, 'the provider could not do it');
    return 'failed';
  }
  const { order_id: order } = payment;
  const reason = id === undefined ? '' : await reasonOf(shop, id);
  const key = `${provider}:${told.reference}`;
  // A second payment of one order was never counted, so giving it back leaves the order's sums alone.
  if (reason === 'double') await tellDouble(shop, order, told.amount, key);
  else await recordRefund(shop, { order, amount: told.amount, key, actor: 'provider' });
  if (id !== undefined)
    await shop.database.transaction((tx) =>
      tx.updateTable('refunds').set({ state: 'done' }).where('id', '=', id).execute(),
    );
  return 'done';
}

async function reasonOf(shop: Shop, id: number): Promise<string> {
  const row = await shop.database.read
    .selectFrom('refunds')
    .select('reason')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.reason ?? '';
}

async function tellDouble(shop: Shop, order: number, amount: number, key: string): Promise<void> {
  await shop.database.transaction((tx) =>
    addEvent(shop, tx, {
      order,
      at: shop.clock.now(),
      kind: 'double-refunded',
      actor: 'system',
      detail: { amount, reason: 'paid twice' },
      once: `double:${order}:${key}`,
      letter: 'refunded',
    }),
  );
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

/** The promise is taken back; the order's history says why. Once only, also when told twice. */
async function failRefund(shop: Shop, id: number, why: string): Promise<void> {
  await shop.database.transaction(async (tx) => {
    const failed = await tx
      .updateTable('refunds')
      .set({ state: 'failed' })
      .where('id', '=', id)
      .where('state', '=', 'asked')
      .returning(['payment_id', 'amount'])
      .executeTakeFirst();
    if (!failed) return;
    const payment = await tx
      .updateTable('payments')
      .set((e) => ({ refunded: e('refunded', '-', failed.amount) }))
      .where('id', '=', failed.payment_id)
      .returning('order_id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('order_events')
      .values({
        order_id: payment.order_id,
        at: shop.clock.now(),
        kind: 'refund-failed',
        actor: 'provider',
        detail: JSON.stringify({ amount: failed.amount, why: why.slice(0, 300) }),
        once: `refund-failed:${id}`,
      })
      .execute();
  });
}
