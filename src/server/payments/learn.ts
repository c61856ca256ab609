/**
 * The one place where a provider's word about a page becomes true here. Webhook, return page and reconciliation all
 * end in `learnSession`; in whatever order and however often they come, the outcome is the same.
 * - paid: counted once (the order's history has the key); a second page paid for one order, or a payment for an order
 *   that was given up, is taken in and given back in the open;
 * - closed: the order waits for another attempt, unless it was paid.
 */
import type { Shop } from '#server/shop.ts';
import { recordPayment } from '#server/orders/money.ts';
import type { SessionState } from './provider.ts';
import { askRefund } from './refunds.ts';
import type { PaymentRow } from './start-payment.ts';

export type Learned = 'paid' | 'repeat' | 'given-back' | 'closed' | 'open' | 'unknown' | 'mismatch';

export async function learnSession(shop: Shop, provider: string, told: SessionState): Promise<Learned> {
  const row = await shop.database.read
    .selectFrom('payments')
    .selectAll()
    .where('provider', '=', provider)
    .where('ref', '=', told.ref)
    .executeTakeFirst();
  // Another attempt's page under this name would be a mix-up: nothing is done on it.
  if (!row || (row.session !== null && row.session !== told.session)) return 'unknown';
  // Money of another sum is not this order's, so its name is not written down either: no refund may find it.
  const isOther = told.amount !== row.amount || told.currency !== row.currency;
  if (told.state === 'paid' && isOther) return mismatch(shop, row, told);
  await remember(shop, row, told);
  if (told.state === 'open') return 'open';
  if (told.state === 'closed') return close(shop, row);
  return pay(shop, row);
}

/** Session and charge are written down as soon as they are known: an event can come before the provider's answer to `open`. */
async function remember(shop: Shop, row: PaymentRow, told: SessionState): Promise<void> {
  if (row.session === told.session && (told.charge === undefined || row.charge === told.charge)) return;
  await shop.database.transaction((tx) =>
    tx
      .updateTable('payments')
      .set({ session: told.session, ...(told.charge !== undefined && { charge: told.charge }) })
      .where('id', '=', row.id)
      .execute(),
  );
}

async function pay(shop: Shop, row: PaymentRow): Promise<Learned> {
  const result = await recordPayment(shop, {
    order: row.order_id,
    amount: row.amount,
    key: `${row.provider}:${row.ref}`,
    actor: 'provider',
  });
  await shop.database.transaction((tx) =>
    tx.updateTable('payments').set({ state: 'paid' }).where('id', '=', row.id).execute(),
  );
  if (!result.ok) {
    // Not owed any more: the order was paid by another attempt.
    await askRefund(shop, { payment: row.id, amount: row.amount, key: `double:${row.id}`, reason: 'double' });
    return 'given-back';
  }
  if (result.isLate) {
    await askRefund(shop, { payment: row.id, amount: row.amount, key: `late:${row.id}`, reason: 'late' });
    return 'given-back';
  }
  return result.isRepeat ? 'repeat' : 'paid';
}

async function close(shop: Shop, row: PaymentRow): Promise<Learned> {
  await shop.database.transaction(async (tx) => {
    await tx
      .updateTable('payments')
      .set({ state: 'closed' })
      .where('id', '=', row.id)
      .where('state', 'in', ['starting', 'open'])
      .execute();
    const others = await tx
      .selectFrom('payments')
      .select('id')
      .where('order_id', '=', row.order_id)
      .where('state', 'in', ['starting', 'open', 'paid'])
      .limit(1)
      .execute();
    if (others.length > 0) return;
    await tx
      .updateTable('orders')
      .set({ money: 'due' })
      .where('id', '=', row.order_id)
      .where('money', '=', 'paying')
      .execute();
  });
  return 'closed';
}

/** Another sum than was asked for: never taken for the order's; it stays visible until a person has looked at it. */
async function mismatch(shop: Shop, row: PaymentRow, told: SessionState): Promise<Learned> {
  await shop.database.transaction((tx) =>
    tx
      .insertInto('order_events')
      .values({
        order_id: row.order_id,
        at: shop.clock.now(),
        kind: 'payment-mismatch',
        actor: 'provider',
        detail: JSON.stringify({ told: told.amount, currency: told.currency, expected: row.amount }),
        once: `mismatch:${row.id}:${told.amount}`,
      })
      .onConflict((conflict) => conflict.column('once').doNothing())
      .execute(),
  );
  return 'mismatch';
}
