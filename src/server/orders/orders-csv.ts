/** Orders as CSV, one row a line of an order, for spreadsheets: quoted, and no cell can begin a formula. */
import type { ListedOrder } from './list-orders.ts';

const COLUMNS = [
  'order',
  'placed_at',
  'state',
  'money',
  'currency',
  'subtotal',
  'discount',
  'shipping',
  'tax',
  'total',
  'email',
  'name',
  'street',
  'city',
  'postal_code',
  'region',
  'country',
  'sku',
  'title',
  'options',
  'quantity',
  'unit_price_micro',
  'line_total',
  'note',
  'returned',
] as const;

export function ordersCsv(orders: readonly ListedOrder[]): string {
  const rows = orders.flatMap((order) =>
    order.lines.map((line) => [
      order.number,
      new Date(order.placedAt).toISOString(),
      order.state,
      order.money,
      order.currency,
      order.subtotal,
      order.discount,
      order.shipping,
      order.tax,
      order.total,
      order.contact.email,
      order.contact.name,
      order.address['street'] ?? '',
      order.address['city'] ?? '',
      order.address['postalCode'] ?? '',
      order.address['region'] ?? '',
      order.address['country'] ?? '',
      line.sku,
      line.title,
      line.options.join(' / '),
      line.quantity,
      line.unitPrice,
      line.total,
      line.note,
      line.returned,
    ]),
  );
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A text that a spreadsheet would reckon with gets an apostrophe in front; numbers of ours stay numbers. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}
