/** `eachOrder`: orders with their lines, newest first, for the command line, exports and events. */
import type { Selectable } from 'kysely';
import type { OrderLinesTable } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import type { OrderRow } from './read-order.ts';

export interface ListedOrder {
  readonly number: string;
  readonly state: string;
  readonly money: string;
  readonly placedAt: number;
  readonly currency: string;
  readonly subtotal: number;
  readonly discount: number;
  readonly shipping: number;
  readonly tax: number;
  readonly total: number;
  readonly paid: number;
  readonly refunded: number;
  readonly contact: { readonly email: string; readonly name: string; readonly phone?: string };
  readonly address: Readonly<Record<string, string>>;
  readonly delivery: string;
  readonly payment: string;
  readonly lines: readonly {
    readonly variant: number;
    readonly sku: string;
    readonly title: string;
    readonly options: readonly string[];
    readonly quantity: number;
    readonly unitPrice: number;
    readonly total: number;
    readonly note: string;
    readonly returned: number;
  }[];
}

export interface ListOptions {
  readonly limit: number;
  readonly state?: string;
}

/** Orders of one question: SQLite binds 32,766 values at most, and memory is not endless either. */
const PAGE = 500;

/** Up to `limit` orders, a page at a time: an export may be of all there are. */
export async function* eachOrder(
  shop: Shop,
  { limit, state }: ListOptions,
  page = PAGE,
): AsyncGenerator<ListedOrder[]> {
  let before: number | undefined;
  for (let left = limit; left > 0;) {
    const rows = await readPage(shop, Math.min(left, page), state, before);
    if (rows.length > 0) yield rows.map(({ listed }) => listed);
    if (rows.length < page) return;
    left -= rows.length;
    before = rows.at(-1)?.id;
  }
}

async function readPage(
  shop: Shop,
  limit: number,
  state: string | undefined,
  before: number | undefined,
): Promise<{ id: number; listed: ListedOrder }[]> {
  const { read } = shop.database;
  let query = read.selectFrom('orders').selectAll().orderBy('id', 'desc').limit(limit);
  if (state) query = query.where('state', '=', state);
  if (before !== undefined) query = query.where('id', '<', before);
  const rows = await query.execute();
  if (rows.length === 0) return [];
  const lines = await read
    .selectFrom('order_lines')
    .selectAll()
    .where(
      'order_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('position')
    .execute();
  const byOrder = Map.groupBy(lines, (line) => line.order_id);
  return rows.map((row) => ({ id: row.id, listed: listedOrder(row, byOrder.get(row.id) ?? []) }));
}

export function listedOrder(row: OrderRow, lines: readonly Selectable<OrderLinesTable>[]): ListedOrder {
  const { number, state, money, currency, subtotal, discount, shipping, tax, total, paid, refunded } = row;
  return {
    number,
    state,
    money,
    placedAt: row.placed_at,
    currency,
    subtotal,
    discount,
    shipping,
    tax,
    total,
    paid,
    refunded,
    contact: JSON.parse(row.contact) as ListedOrder['contact'],
    address: JSON.parse(row.address) as ListedOrder['address'],
    delivery: row.delivery,
    payment: row.payment,
    lines: lines.map((line) => ({
      variant: line.variant_id,
      sku: line.sku,
      title: line.title,
      options: JSON.parse(line.options) as string[],
      quantity: line.quantity,
      unitPrice: line.unit_price,
      total: line.total,
      note: line.note,
      returned: line.returned,
    })),
  };
}
