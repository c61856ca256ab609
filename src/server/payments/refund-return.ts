/** The job that gives back what returned pieces were paid for, or what is left of it; asked twice, it gives once. */
import type { Shop } from '#server/shop.ts';
import { refundOrder } from './refund-order.ts';

export async function refundReturn(shop: Shop, payload: unknown): Promise<void> {
  const { number, amount, key } = payload as { number: string; amount: number; key: string };
  const refunded = await refundOrder(shop, { number, amount, isCapped: true, key });
  if (!refunded.ok) throw new Error(`The return of order ${number} cannot be refunded: ${refunded.reason}.`);
}
