/**
 * Refunds: promised in one transaction (never more than was paid, however many ask at once), done by a job that survives
 * any crash, and counted on the order by the provider's own name of it, so that a webhook and the job's answer count once.
 */
import type { Kysely } from 'kysely';
import { currencyOf } from '#domain/money/money.ts';
import type { Tables } from '#server/database/tables.ts';
import { ringJobs } from '#server/jobs/bell.ts';
import { queueJobs } from '#server/jobs/queue-jobs.ts';
import type { Shop } from '#server/shop.ts';
import { failRefund, learnRefund } from './learn-refund.ts';
import { RefundRefused } from './provider.ts';
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
