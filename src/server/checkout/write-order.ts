/** Writes one order with its lines, first event and jobs; the caller's transaction makes it one promise. */
import type { Kysely } from 'kysely';
import { orderNumber } from '#domain/orders/order-number.ts';
import { next } from '#domain/orders/state-table.ts';
import { MONEY, PROGRESS } from '#domain/orders/states.ts';
import type { Quote } from '#domain/pricing/quote.ts';
import type { Intent } from '#protocol/checkout.ts';
import type { Tables } from '#server/database/tables.ts';
import { queueJobs } from '#server/jobs/queue-jobs.ts';
import type { Shop } from '#server/shop.ts';
import { hashOf, orderSecret } from '#server/orders/link.ts';
import { addEvent, tellingOf } from '#server/orders/order-events.ts';
import type { Sellable } from './sellables.ts';

export interface OrderToWrite {
  readonly intent: Intent;
  readonly quote: Quote;
  readonly sellables: ReadonlyMap<number, Sellable>;
  /** As in `carts.id`; "" where there is none. */
  readonly cart: string;
  readonly at: number;
}

export interface WrittenOrder {
  readonly id: number;
  readonly number: string;
  /** Of its link; only the hash is stored. */
  readonly secret: string;
}

export async function writeOrder(shop: Shop, tx: Kysely<Tables>, order: OrderToWrite): Promise<WrittenOrder> {
  const { intent, quote, at } = order;
  const { contact } = intent;
  const secret = orderSecret(shop, intent.checkoutId);
  const number = orderNumber((length) => shop.random.bytes(length));
  // Where nothing is to be paid, nobody is waited for.
  const isFree = quote.total === 0;
  const isPaidLater = isFree || intent.payment === 'invoice';
  const { id } = await tx
    .insertInto('orders')
    .values({
      checkout_id: intent.checkoutId,
      number,
      secret_hash: hashOf(secret),
      state: PROGRESS.start,
      money: (isFree && next(MONEY, MONEY.start, 'pay', 'system')) || MONEY.start,
      currency: quote.currency.code,
      subtotal: quote.subtotal,
      discount: quote.discount,
      shipping: quote.shipping,
      tax: quote.tax,
      total: quote.total,
      contact: JSON.stringify({ email: contact.email, name: contact.name, phone: contact.phone }),
      address: JSON.stringify(contact.address),
      delivery: quote.delivery?.method ?? '',
      payment: intent.payment,
      policy_version: intent.policyVersion,
      quote: JSON.stringify(quote),
      placed_at: at,
      email: contact.email.toLowerCase(),
      guest_hash: hashOf(intent.guestToken),
      cart_id: order.cart,
      reserved_until: isPaidLater ? null : at + shop.settings.RESERVE_MINUTES * 60_000,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.insertInto('order_lines').values(orderLines(id, order)).execute();
  const event = await tx
    .insertInto('order_events')
    .values({ order_id: id, at, kind: 'placed', actor: 'shopper', detail: '{}' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await queueJobs(tx, at, [
    { kind: 'letter', once: `letter:order-received:${id}`, payload: { letter: 'order-received', order: id } },
    { kind: 'letter', once: `letter:order-notice:${id}`, payload: { letter: 'order-notice', order: id } },
    ...tellingOf(shop, id, event.id),
  ]);
  if (isFree)
    await addEvent(shop, tx, { order: id, at, kind: 'pay', actor: 'system', detail: { amount: 0 } });
  return { id, number, secret };
}

function orderLines(order: number, { intent, quote, sellables }: OrderToWrite) {
  return quote.lines.map((line, position) => {
    const sellable = sellables.get(line.variant);
    if (!sellable) throw new Error(`Variant ${line.variant} was quoted but not loaded.`);
    return {
      order_id: order,
      position,
      variant_id: line.variant,
      product_id: sellable.productId,
      sku: sellable.sku,
      title: sellable.title,
      options: JSON.stringify(sellable.options),
      quantity: line.n,
      unit_price: line.unitPrice,
      total: line.amount,
      note: intent.lines[position]?.note ?? '',
    };
  });
}
