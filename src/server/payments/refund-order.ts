/** `refundOrder`: the shop gives money back, in part or all of what is left; through the provider it came by. */
import type { Shop } from '#server/shop.ts';
import { recordRefund } from '#server/orders/money.ts';
import { readOrderByNumber } from '#server/orders/read-order.ts';
import { askRefund } from './refunds.ts';

export type OrderRefunded =
  | { readonly ok: true; readonly amount: number }
  | { readonly ok: false; readonly reason: 'no-order' | 'nothing-paid' | 'too-much' };

/** `amount` in minor units; absent: all that is left. `key` makes a repeated request the same one. */
export async function refundOrder(
  shop: Shop,
  wish: { readonly number: string; readonly amount?: number; readonly key: string },
): Promise<OrderRefunded> {
  const { read } = shop.database;
  const order = await readOrderByNumber(read, wish.number);
  if (!order) return { ok: false, reason: 'no-order' };
  if (order.payment === 'invoice')
    return byHand(shop, order.id, wish.amount ?? order.paid - order.refunded, wish.key);
  const payment = await read
    .selectFrom('payments as p')
    .select(['p.id', 'p.amount', 'p.refunded'])
    .where('p.order_id', '=', order.id)
    .where('p.state', '=', 'paid')
    // A second payment of the same order is on its way back already.
    .where('p.id', 'not in', (e) =>
      e.selectFrom('refunds as r').select('r.payment_id').where('r.reason', '=', 'double'),
    )
    .executeTakeFirst();
  if (!payment) return { ok: false, reason: 'nothing-paid' };
  const amount = wish.amount ?? payment.amount - payment.refunded;
  const asked = await askRefund(shop, {
    payment: payment.id,
    amount,
    key: `staff:${wish.key}`,
    reason: 'staff',
  });
  if (!asked.ok) return { ok: false, reason: asked.reason === 'too-much' ? 'too-much' : 'nothing-paid' };
  return { ok: true, amount };
}

/** An invoice was paid by transfer: the money goes back by transfer, and is written down here. */
async function byHand(shop: Shop, order: number, amount: number, key: string): Promise<OrderRefunded> {
  const recorded = await recordRefund(shop, { order, amount, key: `staff:${key}`, actor: 'staff' });
  if (recorded.ok) return { ok: true, amount };
  return { ok: false, reason: recorded.reason === 'too-much' ? 'too-much' : 'nothing-paid' };
}
