/** `orders`: the orders of the shop, newest first, as a list for people or as JSON. */
import { parseArgs } from 'node:util';
import { currencyOf, formatMinor } from '#domain/money/money.ts';
import { listOrders } from '#server/orders/list-orders.ts';
import { ordersCsv } from '#server/orders/orders-csv.ts';
import { UsageError, type Command } from '../command.ts';
import { withShop } from '../with-shop.ts';

const USAGE = `orders [--json | --csv] [--limit N] [--state STATE]

Lists orders, newest first.
  --json         one JSON array with everything an order holds, lines included
  --csv          one row per line of an order, for spreadsheets
  --limit N      at most so many (default 100)
  --state STATE  only those that are placed, packed, partly-shipped, shipped, delivered,
                 partly-returned, returned or cancelled`;

export const command: Command = {
  about: 'list orders',
  usage: USAGE,
  async run(args) {
    const { json, csv, limit, state } = read(args);
    return withShop(async (shop) => {
      const orders = await listOrders(shop, { limit, ...(state && { state }) });
      if (csv) process.stdout.write(ordersCsv(orders));
      else if (json) console.log(JSON.stringify(orders, null, 2));
      else if (orders.length === 0) console.log('No orders yet.');
      for (const order of json || csv ? [] : orders) {
        const total = formatMinor(order.total, currencyOf(order.currency)).padStart(12);
        const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0);
        console.log(
          `${order.number}  ${new Date(order.placedAt).toISOString().slice(0, 16).replace('T', ' ')}  ${total}  ` +
            `${order.state.padEnd(15)} ${order.money.padEnd(9)} ${String(pieces).padStart(6)} pcs  ${order.contact.name} <${order.contact.email}>`,
        );
      }
      return 0;
    });
  },
};

function read(args: string[]): { json: boolean; csv: boolean; limit: number; state: string | undefined } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        json: { type: 'boolean', default: false },
        csv: { type: 'boolean', default: false },
        limit: { type: 'string', default: '100' },
        state: { type: 'string' },
      },
    });
    const limit = Number(values.limit);
    if (!Number.isInteger(limit) || limit < 1)
      throw new UsageError('--limit must be a whole number above 0.');
    return { json: values.json, csv: values.csv, limit, state: values.state };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}
