/**
 * Sustained mixed load: 300 pages and 100 orders a second, evenly, for MIXED_SECONDS (600 unless set). A request that
 * has to wait for its turn counts its waiting. Memory is read along the way: it must not climb.
 */
import type { Bench } from './tools/bench.ts';
import { printTable } from './tools/bench.ts';
import { load, requestText, type LoadResult } from './tools/load.ts';
import { memoryOf } from './tools/memory.ts';
import { openOrderShop } from './tools/order-shop.ts';

const SECONDS = Number(process.env['MIXED_SECONDS'] ?? 600);
const PAGES = 300;
const ORDERS = 100;
const SLICE = Math.min(30, SECONDS);

export const bench: Bench = {
  about: `${PAGES} pages and ${ORDERS} orders a second for ${SECONDS} s (MIXED_SECONDS): errors, p99, memory over time.`,
  isUsual: false,
  async run() {
    const shop = await openOrderShop();
    const { server } = shop;
    try {
      const slugs = await shop.shop.database.read
        .selectFrom('products')
        .select('slug')
        .where('on_sale', '=', 1)
        .execute();
      const paths = ['/', ...slugs.map(({ slug }) => `/p/${slug}`)];
      const pages = paths.map((path) => requestText(server.origin, path, { 'accept-encoding': 'br' }));
      let turn = 0;
      const page = (): string => pages[turn++ % pages.length]!;
      const rows: (string | number)[][] = [];
      const memory: number[] = [];
      const sum = { pages: 0, orders: 0, errors: 0, placed: 0 };
      for (let at = 0; at < SECONDS; at += SLICE) {
        const [read, bought] = await Promise.all([
          load({ ...server, connections: 60, seconds: SLICE, perSecond: PAGES, next: page }),
          load({
            ...server,
            connections: 40,
            seconds: SLICE,
            perSecond: ORDERS,
            next: () => shop.order().text,
          }),
        ]);
        const placed = bought.statuses[201] ?? 0;
        const errors = read.requests - (read.statuses[200] ?? 0) + bought.requests - placed;
        const { now } = memoryOf(server.process.pid);
        memory.push(now);
        rows.push([`${at + SLICE} s`, read.perSecond, read.p99, bought.perSecond, bought.p99, errors, now]);
        add(sum, read, bought, errors, placed);
      }
      printTable([['until', 'pages/s', 'p99 ms', 'orders/s', 'p99 ms', 'errors', 'memory MB'], ...rows]);
      const kept = await shop.countOrders();
      const half = Math.ceil(memory.length / 2);
      printTable([
        [
          'in all',
          'pages',
          'orders',
          'errors',
          'lost or doubled',
          'memory, first half',
          'second half',
          'highest',
        ],
        [
          '',
          sum.pages,
          sum.orders,
          sum.errors,
          Math.abs(kept - sum.placed),
          mean(memory.slice(0, half)),
          mean(memory.slice(-half)),
          memoryOf(server.process.pid).peak,
        ],
      ]);
    } finally {
      await shop.remove();
    }
  },
};

function add(
  sum: { pages: number; orders: number; errors: number; placed: number },
  read: LoadResult,
  bought: LoadResult,
  errors: number,
  placed: number,
): void {
  sum.pages += read.requests;
  sum.orders += bought.requests;
  sum.errors += errors;
  sum.placed += placed;
}

const mean = (numbers: readonly number[]): number =>
  Math.round(numbers.reduce((a, b) => a + b, 0) / numbers.length);
