/** A running shop with one part that never runs out, and the texts of orders and quotes for it. Rate limits are raised openly. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { QuoteAnswer } from '#protocol/checkout.ts';
import { readSettings } from '#server/settings/settings.ts';
import { openShop, type Shop } from '#server/shop.ts';
import { intentFrom } from '../../databases/small-shop.ts';
import { ask } from '../../journeys/server/ask.ts';
import { stockUp } from '../../journeys/server/stock-up.ts';
import { startShop, type ShopServer } from '../../journeys/shop-server.ts';
import { requestText } from './load.ts';

const PLENTY = 1_000_000_000;

export interface OrderShop {
  readonly server: ShopServer;
  /** The same database, to count in. */
  readonly shop: Shop;
  /** A new intent with its own key. */
  order(): { readonly key: string; readonly text: string };
  quote(): string;
  countOrders(): Promise<number>;
  /** Keys of all orders. */
  orderKeys(): Promise<string[]>;
  remove(): Promise<void>;
}

export async function openOrderShop(environment: Readonly<Record<string, string>> = {}): Promise<OrderShop> {
  const server = await startShop({ RATE_ORDERS: '10000000', RATE_WRITES: '10000000', ...environment });
  const shop = await openShop(readSettings({ SHOP_DIR: server.folder, SEED: 'none', ...environment }));
  const variant = await stockUp(shop, PLENTY);
  const wish = JSON.stringify({ v: 1, lines: [{ variant, n: 1 }] });
  const quote = await quoteOne(server, wish);
  return {
    server,
    shop,
    order() {
      const intent = intentFrom(quote, { checkoutId: randomBytes(16).toString('base64url') });
      const { checkoutId: key } = intent;
      return {
        key,
        text: requestText(server.origin, '/api/checkout', { 'idempotency-key': key }, JSON.stringify(intent)),
      };
    },
    quote: () => requestText(server.origin, '/api/quote', {}, wish),
    async countOrders() {
      const { rows } = await sql<{ n: number }>`select count(*) as n from orders`.execute(shop.database.read);
      return Number(rows[0]?.n ?? 0);
    },
    async orderKeys() {
      const rows = await shop.database.read.selectFrom('orders').select('checkout_id').execute();
      return rows.map((row) => row.checkout_id);
    },
    async remove() {
      await shop.close();
      await server.remove();
    },
  };
}

async function quoteOne(server: ShopServer, wish: string): Promise<QuoteAnswer> {
  const headers = { 'content-type': 'application/json' };
  const answer = await ask(server, '/api/quote', { method: 'POST', headers, body: wish });
  if (answer.status !== 200) throw new Error(`No quote: ${answer.status} ${answer.body.toString()}`);
  return JSON.parse(answer.body.toString()) as QuoteAnswer;
}
