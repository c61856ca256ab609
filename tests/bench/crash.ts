/** kill -9 of the server under load, 300 times (or KILLS): what was acknowledged must stand, once. */
import { crashUnderLoad } from '../journeys/server/crash-under-load.ts';
import { startShop } from '../journeys/shop-server.ts';
import { printTable, type Bench } from './tools/bench.ts';

const KILLS = Number(process.env['KILLS'] ?? 300);

export const bench: Bench = {
  about: `kill -9 under load, ${KILLS} times, from buyers that retry with their keys.`,
  isUsual: false,
  async run() {
    const server = await startShop({ RATE_ORDERS: '10000000', RATE_WRITES: '10000000' });
    try {
      const report = await crashUnderLoad(server, KILLS, () => 150 + Math.random() * 500);
      printTable([
        ['kills', 'cut off', 'acknowledged', 'lost', 'doubled', 'differing answers', 'unsound'],
        [
          String(report.kills),
          report.cut,
          report.acknowledged,
          report.lost,
          report.extra,
          report.differing,
          report.unsound.length,
        ],
      ]);
      for (const line of report.unsound) console.log(`  ${line}`);
    } finally {
      await server.remove();
    }
  },
};
