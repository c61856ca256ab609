/**
 * Orders per second over TLS at 10, 50 and 200 connections on both databases, each a new intent with its own key,
 * confirmed against one quote; and the quote itself. PostgreSQL is the tests' own, which does not wait for the disk.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { QuoteAnswer } from '#protocol/checkout.ts';
import { readSettings } from '#server/settings/settings.ts';
import { openShop, type Shop } from '#server/shop.ts';
import { freshDatabase, postgresAddress } from '../databases/postgres-server.ts';
import { intentFrom } from '../databases/small-shop.ts';
import { ask } from '../journeys/server/ask.ts';
import { startShop, type ShopServer } from '../journeys/shop-server.ts';
import { printTable, type Bench } from './tools/bench.ts';
import { load, requestText } from './tools/load.ts';
import { memoryOf } from './tools/memory.ts';

const CONNECTIONS = [10, 50, 200];
const SECONDS = 6;
const PLENTY = 1_000_000_000;

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

/** A server that ends with this process. */
async function ownPostgres(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-bench-postgres-'));
  await chmod(folder, 0o755);
  return freshDatabase(await postgresAddress(folder, process.pid));
}

async function measure(
  engine: string,
  environment: Readonly<Record<string, string>>,
): Promise<(string | number)[][]> {
  const server = await startShop({ RATE_ORDERS: '10000000', RATE_WRITES: '10000000', ...environment });
  const shop = await openShop(readSettings({ SHOP_DIR: server.folder, SEED: 'none', ...environment }));
  try {
    const variant = await stockUp(shop);
    const wish = JSON.stringify({ v: 1, lines: [{ variant, n: 1 }] });
    const quote = await quoteOne(server, wish);
    const order = (): string => {
      const intent = intentFrom(quote, { checkoutId: randomBytes(16).toString('base64url') });
      const key = { 'idempotency-key': intent.checkoutId };
      return requestText(server.origin, '/api/checkout', key, JSON.stringify(intent));
    };
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
    for (const connections of CONNECTIONS) placed += await run('orders', connections, 201, order);
    const kept = await countOrders(shop);
    if (kept !== placed) throw new Error(`${placed} orders were acknowledged, ${kept} are in the database.`);
    await run('quotes', 50, 200, () => requestText(server.origin, '/api/quote', {}, wish));
    return rows;
  } finally {
    await shop.close();
    await server.remove();
  }
}

/** Gives one variant stock that lasts, explained in the ledger; returns its id. */
async function stockUp(shop: Shop): Promise<number> {
  const { id, on_hand } = await shop.database.read
    .selectFrom('variants')
    .select(['id', 'on_hand'])
    .where('minimum', '=', 1)
    .where('on_sale', '=', 1)
    .orderBy('id')
    .executeTakeFirstOrThrow();
  await shop.database.transaction(async (tx) => {
    await tx.updateTable('variants').set({ on_hand: PLENTY }).where('id', '=', id).execute();
    await tx
      .insertInto('stock_moves')
      .values({ variant_id: id, change: PLENTY - on_hand, reason: 'correction', source: 'bench', at: 0 })
      .execute();
  });
  return id;
}

async function quoteOne(server: ShopServer, wish: string): Promise<QuoteAnswer> {
  const headers = { 'content-type': 'application/json' };
  const answer = await ask(server, '/api/quote', { method: 'POST', headers, body: wish });
  if (answer.status !== 200) throw new Error(`No quote: ${answer.status} ${answer.body.toString()}`);
  return JSON.parse(answer.body.toString()) as QuoteAnswer;
}

async function countOrders(shop: Shop): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from orders`.execute(shop.database.read);
  return Number(rows[0]?.n ?? 0);
}
