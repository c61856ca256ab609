/** `refundOrder`: the shop gives money back, in part or all of what is left; through the provider it came by. */
import type { Shop } from '#server/shop.ts';
import { leftToGiveBack } from '#server/orders/left-to-give-back.ts';
import { recordRefund } from '#server/orders/money.ts';
import { readOrderByNumber } from '#server/orders/read-order.ts';
import { askRefund } from './refunds.ts';

export type OrderRefunded =
  | { readonly ok: true; readonly amount: number }
  | { readonly ok: false; readonly reason: 'no-order' | 'nothing-paid' | 'too-much' };

export interface OrderRefundWish {
  readonly number: string;
  /** Minor units; absent: all that is left. */
  readonly amount?: number;
  /** Gives what is left where that is less than the amount; then it may be nothing. */
  readonly isCapped?: boolean;
  /** Makes a repeated request the same one. */
  readonly key: string;
}

export async function refundOrder(shop: Shop, wish: OrderRefundWish): Promise<OrderRefunded> {
  const { read } = shop.database;
  const order = await readOrderByNumber(read, wish.number);
  if (!order) return { ok: false, reason: 'no-order' };
  const { payment, paid, left } = await leftToGiveBack(read, order);
  if (paid === 0) return { ok: false, reason: 'nothing-paid' };
  const amount = wish.isCapped ? Math.min(wish.amount ?? left, left) : (wish.amount ?? left);
  if (wish.isCapped && amount === 0) return { ok: true, amount };
  const key = `staff:${wish.key}`;
  // An invoice was paid by transfer: the money goes back by transfer, and is written down here.
  const done =
    payment === undefined
      ? await recordRefund(shop, { order: order.id, amount, key, actor: 'staff' })
      : await askRefund(shop, { payment, amount, key, reason: 'staff' });
  if (done.ok) return { ok: true, amount };
  return { ok: false, reason: done.reason === 'too-much' ? 'too-much' : 'nothing-paid' };
}
