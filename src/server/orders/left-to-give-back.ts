/** What of an order's money can still be given back, and from which payment it came. */
import type { Kysely } from 'kysely';
import type { Tables } from '#server/database/tables.ts';
import type { OrderRow } from './read-order.ts';

export interface LeftToGiveBack {
  /** Absent where it came by invoice, or never. */
  readonly payment?: number;
  readonly paid: number;
  /** Without what was promised already. */
  readonly left: number;
}

export async function leftToGiveBack(
  db: Kysely<Tables>,
  order: Pick<OrderRow, 'id' | 'payment' | 'paid' | 'refunded'>,
): Promise<LeftToGiveBack> {
  if (order.payment === 'invoice') return { paid: order.paid, left: order.paid - order.refunded };
  const payment = await db
    .selectFrom('payments as p')
    .select(['p.id', 'p.amount', 'p.refunded'])
    .where('p.order_id', '=', order.id)
    .where('p.state', '=', 'paid')
    // A second payment of the same order is on its way back already.
    .where('p.id', 'not in', (e) =>
      e.selectFrom('refunds as r').select('r.payment_id').where('r.reason', '=', 'double'),
    )
    .executeTakeFirst();
  if (!payment) return { paid: 0, left: 0 };
  return { payment: payment.id, paid: payment.amount, left: payment.amount - payment.refunded };
}
