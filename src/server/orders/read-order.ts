/** `readOrder`: one order with its lines, history and what its buyer may still do. */
import type { Kysely, SelectQueryBuilder } from 'kysely';
import { currencyOf } from '#domain/money/money.ts';
import { next } from '#domain/orders/state-table.ts';
import { PROGRESS, type Money, type Progress } from '#domain/orders/states.ts';
import type { Quote } from '#domain/pricing/quote.ts';
import type { Address } from '#protocol/checkout.ts';
import type { OrderAnswer, OrderedLine, Shipment } from '#protocol/order.ts';
import { hashOf } from '#server/orders/link.ts';
import type { OrdersTable, Tables } from '#server/database/tables.ts';
import type { Selectable } from 'kysely';

/** Events an order's page tells of; others are the shop's own business. */
const PUBLIC_EVENTS: readonly string[] = [
  'placed',
  'pay',
  'pay-late',
  'pack',
  'ship-part',
  'ship',
  'deliver',
  'return-part',
  'return',
  'return-asked',
  'cancel',
  'expire',
  'refund-part',
  'refund',
];

export type OrderRow = Selectable<OrdersTable>;

/** By the secret of its link; undefined where no order has it. */
export function readOrderBySecret(db: Kysely<Tables>, secret: string): Promise<OrderRow | undefined> {
  return one(db, (orders) => orders.where('secret_hash', '=', hashOf(secret)));
}

export function readOrderRow(db: Kysely<Tables>, id: number): Promise<OrderRow | undefined> {
  return one(db, (orders) => orders.where('id', '=', id));
}

export function readOrderByNumber(db: Kysely<Tables>, number: string): Promise<OrderRow | undefined> {
  return one(db, (orders) => orders.where('number', '=', number));
}

function one(
  db: Kysely<Tables>,
  narrow: (
    orders: SelectQueryBuilder<Tables, 'orders', object>,
  ) => SelectQueryBuilder<Tables, 'orders', object>,
): Promise<OrderRow | undefined> {
  return narrow(db.selectFrom('orders')).selectAll().executeTakeFirst();
}

/** Everything its page, its letters and its papers show. */
export async function describeOrder(db: Kysely<Tables>, row: OrderRow): Promise<OrderAnswer> {
  const lines = await db
    .selectFrom('order_lines as l')
    .leftJoin('products as p', (join) => join.onRef('p.id', '=', 'l.product_id').on('p.on_sale', '=', 1))
    .selectAll('l')
    .select('p.slug')
    .where('l.order_id', '=', row.id)
    .orderBy('l.position')
    .execute();
  const events = await db
    .selectFrom('order_events')
    .select(['at', 'kind', 'detail'])
    .where('order_id', '=', row.id)
    .orderBy('id')
    .execute();
  const progress = row.state as Progress;
  const contact = JSON.parse(row.contact) as { name: string; email: string; phone?: string };
  return {
    number: row.number,
    placedAt: row.placed_at,
    progress,
    money: row.money as Money,
    payment: row.payment,
    currency: currencyOf(row.currency),
    lines: lines.map((line): OrderedLine => ({
      variant: line.variant_id,
      sku: line.sku,
      title: line.title,
      options: JSON.parse(line.options) as string[],
      ...(line.slug !== null && { slug: line.slug }),
      quantity: line.quantity,
      unitPrice: line.unit_price,
      total: line.total,
      note: line.note,
      ...(line.returned > 0 && { returned: line.returned }),
    })),
    quote: JSON.parse(row.quote) as Quote,
    total: row.total,
    paid: row.paid,
    refunded: row.refunded,
    contact: { name: contact.name, email: contact.email, phone: contact.phone ?? '' },
    address: JSON.parse(row.address) as Address,
    events: events.filter((e) => PUBLIC_EVENTS.includes(e.kind)).map(({ at, kind }) => ({ at, kind })),
    shipments: events
      .filter((e) => e.kind === 'ship' || e.kind === 'ship-part')
      .flatMap((e) => shipmentOf(e.at, e.detail)),
    mayCancel: next(PROGRESS, progress, 'cancel', 'shopper') !== undefined,
    mayReturn: next(PROGRESS, progress, 'return-part', 'staff') !== undefined,
    ...(row.reserved_until !== null && { reservedUntil: row.reserved_until }),
  };
}

function shipmentOf(at: number, detail: string): Shipment[] {
  const { carrier, code, url } = JSON.parse(detail) as Partial<Shipment>;
  if (!carrier && !code) return [];
  return [{ at, carrier: carrier ?? '', code: code ?? '', ...(url && { url }) }];
}
