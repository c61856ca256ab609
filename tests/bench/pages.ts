/** Pages per second over TLS at 50 connections, kept and rendered anew; and the server's memory. */
import { startShop } from '../journeys/shop-server.ts';
import { printTable, type Bench } from './tools/bench.ts';
import { load, requestText } from './tools/load.ts';
import { memoryOf, workOf } from './tools/memory.ts';
import { pageKinds } from '../journeys/page-kinds.ts';

const CONNECTIONS = 50;
const SECONDS = 5;
const WARM_UP = 1;

export const bench: Bench = {
  about: `Pages per second, kept and rendered, over TLS at ${CONNECTIONS} connections; server memory.`,
  isUsual: true,
  async run() {
    const shop = await startShop();
    try {
      const rows: (string | number)[][] = [
        ['page', 'way', 'per second', 'p50 ms', 'p99 ms', 'bytes each', 'CPU ms each', 'failed'],
      ];
      const atRest = memoryOf(shop.process.pid).now;
      for (const { name, path } of (await pageKinds(shop)).slice(0, 3)) {
        // A word the keeper does not know makes the shop render the page each time; without Accept-Encoding it is not compressed.
        const ways = [
          { way: 'kept, brotli', text: requestText(shop.origin, path, { 'accept-encoding': 'br' }) },
          { way: 'rendered', text: requestText(shop.origin, `${path}?anew=1`) },
        ];
        for (const { way, text } of ways) {
          const options = { ...shop, connections: CONNECTIONS, next: () => text };
          await load({ ...options, seconds: WARM_UP });
          const before = workOf(shop.process.pid);
          const result = await load({ ...options, seconds: SECONDS });
          const work = (workOf(shop.process.pid) - before) / Math.max(1, result.requests);
          const failed = result.requests - (result.statuses[200] ?? 0);
          const each = Math.round(result.bytes / Math.max(1, result.requests));
          rows.push([name, way, result.perSecond, result.p50, result.p99, each, work.toFixed(2), failed]);
        }
      }
      printTable(rows);
      const { now, peak } = memoryOf(shop.process.pid);
      printTable([
        ['server memory', 'MB'],
        ['opened and seeded', atRest],
        ['after the load', now],
        ['highest', peak],
      ]);
    } finally {
      await shop.remove();
    }
  },
};
