/** Orders as CSV, one row a line of an order, for spreadsheets: quoted, and no cell can begin a formula. */
import type { ListedOrder } from './list-orders.ts';

type Cell = string | number;

const COLUMNS: Readonly<Record<string, (order: ListedOrder, line: ListedOrder['lines'][number]) => Cell>> = {
  order: (order) => order.number,
  placed_at: (order) => new Date(order.placedAt).toISOString(),
  state: (order) => order.state,
  money: (order) => order.money,
  currency: (order) => order.currency,
  subtotal: (order) => order.subtotal,
  discount: (order) => order.discount,
  shipping: (order) => order.shipping,
  tax: (order) => order.tax,
  total: (order) => order.total,
  paid: (order) => order.paid,
  refunded: (order) => order.refunded,
  payment: (order) => order.payment,
  delivery: (order) => order.delivery,
  email: (order) => order.contact.email,
  name: (order) => order.contact.name,
  phone: (order) => order.contact.phone ?? '',
  street: (order) => order.address['street'] ?? '',
  city: (order) => order.address['city'] ?? '',
  postal_code: (order) => order.address['postalCode'] ?? '',
  region: (order) => order.address['region'] ?? '',
  country: (order) => order.address['country'] ?? '',
  sku: (_, line) => line.sku,
  title: (_, line) => line.title,
  options: (_, line) => line.options.join(' / '),
  quantity: (_, line) => line.quantity,
  unit_price_micro: (_, line) => line.unitPrice,
  line_total: (_, line) => line.total,
  note: (_, line) => line.note,
  returned: (_, line) => line.returned,
};

/** The first row: names of the columns. */
export const ordersCsvHead = csvOf([Object.keys(COLUMNS)]);

export function ordersCsv(orders: readonly ListedOrder[]): string {
  const columns = Object.values(COLUMNS);
  return csvOf(orders.flatMap((order) => order.lines.map((line) => columns.map((of) => of(order, line)))));
}

function csvOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A text that a spreadsheet would reckon with gets an apostrophe in front; numbers of ours stay numbers. */
function cell(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}
