/**
 * Three times more orders than the shop can take: what is shed, what is lost or doubled once every turned-away key was
 * sent again, and how soon the shop is itself again.
 */
import { printTable, type Bench } from './tools/bench.ts';
import { load, type Asked } from './tools/load.ts';
import { memoryOf } from './tools/memory.ts';
import { openOrderShop } from './tools/order-shop.ts';

const SECONDS = Number(process.env['OVERLOAD_SECONDS'] ?? 20);
/** More than may wait at once, so that the shop has to shed. */
const CROWD = 1_600;
const USUAL = 50;
const RECOVERS_WITHIN = 30;

export const bench: Bench = {
  about: `3x overload for ${SECONDS} s (OVERLOAD_SECONDS) over ${CROWD} connections: shed, lost, doubled, recovery.`,
  isUsual: false,
  async run() {
    const shop = await openOrderShop();
    const { server } = shop;
    const acknowledged = new Set<string>();
    const open = new Map<string, string>();
    const asked = (key: string, text: string): Asked => ({
      text,
      heard(status) {
        if (status !== 201) return;
        acknowledged.add(key);
        open.delete(key);
      },
    });
    const fresh = (): Asked => {
      const { key, text } = shop.order();
      open.set(key, text);
      return asked(key, text);
    };
    const usual = () => load({ ...server, connections: USUAL, seconds: 2, next: fresh });
    try {
      await usual();
      const before = await load({ ...server, connections: USUAL, seconds: 5, next: fresh });
      const flood = await load({
        ...server,
        connections: CROWD,
        seconds: SECONDS,
        perSecond: 3 * before.perSecond,
        next: fresh,
      });
      const endedAt = performance.now();
      let after = await usual();
      while (
        (after.statuses[201] !== after.requests || after.p99 > 2 * before.p99) &&
        performance.now() - endedAt < RECOVERS_WITHIN * 1000
      )
        after = await usual();
      const recovered = ((performance.now() - endedAt) / 1000).toFixed(1);
      const turnedAway = [...open];
      let next = 0;
      // Every key that was turned away, and some acknowledged ones, once more: as a device does.
      const again = (): Asked => {
        const [key, text] = turnedAway[next++ % Math.max(1, turnedAway.length)] ?? ['', shop.order().text];
        return asked(key, text);
      };
      for (let round = 0; round < 60 && next < turnedAway.length; round++)
        await load({ ...server, connections: USUAL, seconds: 3, next: again });
      const kept = await shop.orderKeys();
      const standing = new Set(kept);
      const lost = [...acknowledged].filter((key) => !standing.has(key)).length;
      const row = (what: string, { perSecond, p50, p99, statuses }: typeof before) => [
        what,
        perSecond,
        p50,
        p99,
        statuses[201] ?? 0,
        statuses[503] ?? 0,
        Object.entries(statuses).reduce(
          (n, [status, count]) => (status === '201' || status === '503' ? n : n + count),
          0,
        ),
      ];
      printTable([
        ['orders', 'answers/s', 'p50 ms', 'p99 ms', 'placed', 'shed (503)', 'other'],
        row(`${USUAL} connections, before`, before),
        row(`${3 * before.perSecond} a second asked`, flood),
        row(`${USUAL} connections, after`, after),
      ]);
      printTable([
        ['acknowledged', 'lost', 'doubled', 'never answered', 'recovered after s', 'memory MB, highest'],
        [
          String(acknowledged.size),
          lost,
          kept.length - standing.size,
          open.size,
          recovered,
          memoryOf(server.process.pid).peak,
        ],
      ]);
    } finally {
      await shop.remove();
    }
  },
};
