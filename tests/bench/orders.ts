/**
 * Orders per second over TLS at 10, 50 and 200 connections on both databases, each a new intent with its own key,
 * confirmed against one quote; and the quote itself. PostgreSQL is the tests' own, which does not wait for the disk.
 */
import { ownPostgres } from '../databases/own-postgres.ts';
import { printTable, type Bench } from './tools/bench.ts';
import { load } from './tools/load.ts';
import { memoryOf } from './tools/memory.ts';
import { openOrderShop } from './tools/order-shop.ts';

const CONNECTIONS = [10, 50, 200];
const SECONDS = 6;

export const bench: Bench = {
  about:
    'Orders per second over TLS at 10, 50 and 200 connections, both databases (rate limits raised openly).',
  isUsual: true,
  async run() {
    const rows: (string | number)[][] = [];
    rows.push(...(await measure('SQLite', {})));
    rows.push(...(await measure('PostgreSQL, fsync off', { DATABASE_URL: await ownPostgres() })));
    printTable([
      [
        'one line, one stock row',
        'connections',
        'per second',
        'p50 ms',
        'p99 ms',
        'done',
        'not done',
        'memory MB',
      ],
      ...rows,
    ]);
  },
};

async function measure(
  engine: string,
  environment: Readonly<Record<string, string>>,
): Promise<(string | number)[][]> {
  const shop = await openOrderShop(environment);
  const { server } = shop;
  try {
    const rows: (string | number)[][] = [];
    const run = async (what: string, connections: number, status: number, next: () => string) => {
      const result = await load({ ...server, connections, seconds: SECONDS, next });
      const done = result.statuses[status] ?? 0;
      const { perSecond, p50, p99, requests } = result;
      const { now } = memoryOf(server.process.pid);
      rows.push([`${what} on ${engine}`, connections, perSecond, p50, p99, done, requests - done, now]);
      return done;
    };
    let placed = 0;
    for (const connections of CONNECTIONS)
      placed += await run('orders', connections, 201, () => shop.order().text);
    const kept = await shop.countOrders();
    if (kept !== placed) throw new Error(`${placed} orders were acknowledged, ${kept} are in the database.`);
    await run('quotes', 50, 200, shop.quote);
    return rows;
  } finally {
    await shop.remove();
  }
}
