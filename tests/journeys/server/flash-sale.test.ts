/**
 * The flash sale over the wire: 500 units, 2,000 buyers, every request sent twice, 400 connections over TLS.
 * SQLite in one process; PostgreSQL shared by two, each answering one of the two requests of a buyer.
 */
import { readdir } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import type { QuoteAnswer } from '#protocol/checkout.ts';
import { examine } from '#server/backup/doctor.ts';
import { readSettings } from '#server/settings/settings.ts';
import { openShop, type Shop } from '#server/shop.ts';
import { ownPostgres } from '../../databases/own-postgres.ts';
import { countOf, freshId, intentFrom, onHand, stockShelves, WOOFER } from '../../databases/small-shop.ts';
import { startShop, type ShopServer } from '../shop-server.ts';
import { expect, test } from '../with-shop.ts';
import { ask } from './ask.ts';

const UNITS = 500;
const BUYERS = 2_000;
const CONNECTIONS = 400;
const limits = { RATE_ORDERS: '10000000', RATE_WRITES: '10000000', SEED: 'none' };

interface Sent {
  readonly status: number;
  readonly body: string;
}

function post(server: ShopServer, agent: Agent, key: string, body: string): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const going = request(`${server.origin}/api/checkout`, { method: 'POST', agent, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces).toString() }),
      );
    });
    going.once('error', reject);
    going.end(body);
  });
}

/** Sends each intent to both servers, hundreds at once; a request turned away as busy is sent again, as a device does. */
async function sell(servers: readonly ShopServer[], quote: QuoteAnswer): Promise<Map<string, Set<string>>> {
  const agents = servers.map(
    (server) =>
      new Agent({ keepAlive: true, ca: server.authority, maxSockets: CONNECTIONS / servers.length }),
  );
  const intents = Array.from({ length: BUYERS }, () => intentFrom(quote, { checkoutId: freshId() }));
  const requests = [0, 1].flatMap((nth) => intents.map((intent) => ({ intent, at: nth % servers.length })));
  // Neither the buyers' order nor both requests of one side by side: by a random key.
  requests.sort((a, b) => (a.intent.checkoutId < b.intent.checkoutId ? -1 : 1));
  const answers = new Map<string, Set<string>>();
  let next = 0;
  const connection = async (): Promise<void> => {
    for (let i = next++; i < requests.length; i = next++) {
      const { intent, at } = requests[i]!;
      const key = intent.checkoutId;
      for (;;) {
        const { status, body } = await post(servers[at]!, agents[at]!, key, JSON.stringify(intent));
        if (status === 503 || status === 409) continue;
        answers.set(key, (answers.get(key) ?? new Set<string>()).add(`${status} ${body}`));
        break;
      }
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  for (const agent of agents) agent.destroy();
  return answers;
}

async function laidLetters(servers: readonly ShopServer[]): Promise<number> {
  const names = await Promise.all(
    servers.map((server) => readdir(join(server.folder, 'letters')).catch(() => [])),
  );
  return names.flat().filter((name) => /order-received.*\.json$/.test(name)).length;
}

async function flashSale(servers: readonly ShopServer[], shop: Shop): Promise<void> {
  await stockShelves(shop, [{ ...WOOFER, stock: UNITS }]);
  const wish = JSON.stringify({ v: 1, lines: [{ variant: WOOFER.id, n: 1 }] });
  const headers = { 'content-type': 'application/json' };
  const quoted = await ask(servers[0]!, '/api/quote', { method: 'POST', headers, body: wish });
  const answers = await sell(servers, JSON.parse(quoted.body.toString()) as QuoteAnswer);
  expect(answers.size).toBe(BUYERS);
  expect([...answers.values()].filter((given) => given.size !== 1)).toEqual([]);
  const placed = [...answers.values()].filter((given) => [...given][0]!.startsWith('201'));
  expect(placed).toHaveLength(UNITS);
  expect(await countOf(shop, 'orders')).toBe(UNITS);
  expect(await onHand(shop, WOOFER.id)).toBe(0);
  await expect.poll(() => laidLetters(servers), { timeout: 90_000 }).toBe(UNITS);
  expect((await examine(shop)).filter((finding) => !finding.isWell)).toEqual([]);
}

for (const engine of ['SQLite, one process', 'PostgreSQL, two processes'] as const) {
  test(`flash sale on ${engine}: every unit once, both answers alike, one letter each`, async () => {
    const database: Record<string, string> = engine.startsWith('SQLite')
      ? {}
      : { DATABASE_URL: await ownPostgres() };
    const first = await startShop({ ...limits, ...database });
    const servers = engine.startsWith('SQLite')
      ? [first]
      : [first, await startShop({ ...limits, ...database })];
    const shop = await openShop(readSettings({ SHOP_DIR: first.folder, SEED: 'none', ...database }));
    try {
      await flashSale(servers, shop);
    } finally {
      await shop.close();
      for (const server of servers) await server.remove();
    }
  });
}
