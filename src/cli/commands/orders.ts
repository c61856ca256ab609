/** `orders`: the orders of the shop, newest first, as a list for people or as JSON. */
import { parseArgs } from 'node:util';
import { currencyOf, formatMinor } from '#domain/money/money.ts';
import { eachOrder, type ListedOrder } from '#server/orders/list-orders.ts';
import { ordersCsv, ordersCsvHead } from '#server/orders/orders-csv.ts';
import { UsageError, type Command } from '../command.ts';
import { withShop } from '../with-shop.ts';

const USAGE = `orders [--json | --csv] [--limit N] [--state STATE]

Lists orders, newest first.
  --json         one JSON array with everything an order holds, lines included
  --csv          one row per line of an order, for spreadsheets
  --limit N      at most so many (a list shows 100 unless told, an export everything)
  --state STATE  only those that are placed, packed, partly-shipped, shipped, delivered,
                 partly-returned, returned or cancelled`;

const LISTED = 100;

export const command: Command = {
  about: 'list orders',
  usage: USAGE,
  async run(args) {
    const { json, csv, limit, state } = read(args);
    const most = limit ?? (json || csv ? Infinity : LISTED);
    return withShop(async (shop) => {
      const pages = eachOrder(shop, { limit: most, ...(state && { state }) });
      if (csv) await writeCsv(pages);
      else if (json) await writeJson(pages);
      else await print(pages, most);
      return 0;
    });
  },
};

type Pages = AsyncIterable<readonly ListedOrder[]>;

async function writeCsv(pages: Pages): Promise<void> {
  process.stdout.write(ordersCsvHead);
  for await (const orders of pages) process.stdout.write(ordersCsv(orders));
}

async function writeJson(pages: Pages): Promise<void> {
  let count = 0;
  for await (const orders of pages)
    for (const order of orders)
      process.stdout.write(`${count++ === 0 ? '[\n' : ',\n'}${JSON.stringify(order, null, 2)}`);
  process.stdout.write(count === 0 ? '[]\n' : '\n]\n');
}

async function print(pages: Pages, most: number): Promise<void> {
  let count = 0;
  for await (const orders of pages) {
    for (const order of orders) {
      const total = formatMinor(order.total, currencyOf(order.currency)).padStart(12);
      const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0);
      console.log(
        `${order.number}  ${new Date(order.placedAt).toISOString().slice(0, 16).replace('T', ' ')}  ${total}  ` +
          `${order.state.padEnd(15)} ${order.money.padEnd(9)} ${String(pieces).padStart(6)} pcs  ${order.contact.name} <${order.contact.email}>`,
      );
    }
    count += orders.length;
  }
  if (count === 0) console.log('No orders yet.');
  if (count === most) console.log(`The newest ${most}; --limit N shows more.`);
}

function read(args: string[]): {
  json: boolean;
  csv: boolean;
  limit: number | undefined;
  state: string | undefined;
} {
  try {
    const { values } = parseArgs({
      args,
      options: {
        json: { type: 'boolean', default: false },
        csv: { type: 'boolean', default: false },
        limit: { type: 'string' },
        state: { type: 'string' },
      },
    });
    const limit = values.limit === undefined ? undefined : Number(values.limit);
    if (limit !== undefined && (!Number.isInteger(limit) || limit < 1))
      throw new UsageError('--limit must be a whole number above 0.');
    return { json: values.json, csv: values.csv, limit, state: values.state };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}
