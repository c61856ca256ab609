/** Orders per second over TLS with 50 connections on SQLite, each a new intent with its own key, confirmed against one quote. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { QuoteAnswer } from '#protocol/checkout.ts';
import { readSettings } from '#server/settings/settings.ts';
import { openShop } from '#server/shop.ts';
import { intentFrom } from '../databases/small-shop.ts';
import { ask } from '../journeys/server/ask.ts';
import { startShop, type ShopServer } from '../journeys/shop-server.ts';
import { printTable, type Bench } from './tools/bench.ts';
import { load, requestText } from './tools/load.ts';
import { memoryOf } from './tools/memory.ts';

const CONNECTIONS = 50;
const SECONDS = 8;
const PLENTY = 1_000_000_000;

export const bench: Bench = {
  about: `Orders per second over TLS at ${CONNECTIONS} connections on SQLite (rate limits raised openly).`,
  isUsual: true,
  async run() {
    const shop = await startShop({ RATE_ORDERS: '10000000', RATE_WRITES: '10000000' });
    try {
      const quote = await quoteOne(shop, await stockUp(shop));
      const next = (): string => {
        const intent = intentFrom(quote, { checkoutId: randomBytes(16).toString('base64url') });
        return requestText(
          shop.origin,
          '/api/checkout',
          { 'idempotency-key': intent.checkoutId },
          JSON.stringify(intent),
        );
      };
      const result = await load({ ...shop, connections: CONNECTIONS, seconds: SECONDS, next });
      const placed = result.statuses[201] ?? 0;
      printTable([
        ['orders', 'per second', 'p50 ms', 'p99 ms', 'placed', 'not placed', 'memory MB'],
        [
          'one line, one stock row',
          result.perSecond,
          result.p50,
          result.p99,
          placed,
          result.requests - placed,
          memoryOf(shop.process.pid).now,
        ],
      ]);
      console.log(`  orders in the database: ${await countOrders(shop)}\n`);
    } finally {
      await shop.remove();
    }
  },
};

/** Gives one variant stock that lasts; returns its id. */
async function stockUp(server: ShopServer): Promise<number> {
  const shop = await openShop(readSettings({ SHOP_DIR: server.folder, SEED: 'none' }));
  try {
    const { id } = await shop.database.read
      .selectFrom('variants')
      .select('id')
      .where('minimum', '=', 1)
      .where('on_sale', '=', 1)
      .orderBy('id')
      .executeTakeFirstOrThrow();
    await shop.database.transaction((tx) =>
      tx.updateTable('variants').set({ on_hand: PLENTY }).where('id', '=', id).execute(),
    );
    return id;
  } finally {
    await shop.close();
  }
}

async function quoteOne(server: ShopServer, variant: number): Promise<QuoteAnswer> {
  const answer = await ask(server, '/api/quote', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ v: 1, lines: [{ variant, n: 1 }] }),
  });
  if (answer.status !== 200) throw new Error(`No quote: ${answer.status} ${answer.body.toString()}`);
  return JSON.parse(answer.body.toString()) as QuoteAnswer;
}

async function countOrders(server: ShopServer): Promise<number> {
  const shop = await openShop(readSettings({ SHOP_DIR: server.folder, SEED: 'none' }));
  try {
    const { rows } = await sql<{ n: number }>`select count(*) as n from orders`.execute(shop.database.read);
    return rows[0]?.n ?? 0;
  } finally {
    await shop.close();
  }
}
