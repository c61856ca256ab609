/** Backup and restore of a shop with 100,000 orders (ORDERS), into SQLite and into PostgreSQL: rows, bytes, seconds, and the doctor's word on what came back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUp } from '#server/backup/back-up.ts';
import { countRows } from '#server/backup/backup-file.ts';
import { examine } from '#server/backup/doctor.ts';
import { restore } from '#server/backup/restore.ts';
import { readSettings } from '#server/settings/settings.ts';
import { openShop, type Shop } from '#server/shop.ts';
import { ownPostgres } from '../databases/own-postgres.ts';
import { WOOFER, freshId, intentFrom, quoteFor, send, stockShelves } from '../databases/small-shop.ts';
import { printTable, type Bench } from './tools/bench.ts';

const ORDERS = Number(process.env['ORDERS'] ?? 100_000);
const TOGETHER = 500;

export const bench: Bench = {
  about: `A shop of ${ORDERS} orders (ORDERS) backed up, and restored into SQLite and PostgreSQL.`,
  isUsual: false,
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'cartwright-backup-'));
    const file = join(folder, 'backup.gz');
    const rows: (string | number)[][] = [];
    try {
      await withShop(join(folder, 'first'), '', async (shop) => {
        await fill(shop);
        const [seconds, report] = await timed(() => backUp(shop, file));
        rows.push(['backup', countRows(report.tables), report.bytes, seconds, '']);
      });
      for (const [engine, address] of [
        ['SQLite', ''],
        ['PostgreSQL, fsync off', await ownPostgres()],
      ] as const) {
        await withShop(join(folder, engine.slice(0, 6)), address, async (shop) => {
          const [seconds, restored] = await timed(() => restore(shop, file));
          if (!restored.ok) throw new Error(restored.message);
          const ills = (await examine(shop)).filter((finding) => !finding.isWell).length;
          rows.push([`restore into ${engine}`, countRows(restored.tables), '', seconds, ills]);
        });
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    printTable([[`${ORDERS} orders`, 'rows', 'bytes', 'seconds', 'ills found'], ...rows]);
  },
};

async function withShop(folder: string, address: string, work: (shop: Shop) => Promise<void>): Promise<void> {
  const shop = await openShop(readSettings({ SHOP_DIR: folder, DATABASE_URL: address, SEED: 'none' }));
  try {
    await work(shop);
  } finally {
    await shop.close();
  }
}

/** Real orders, placed as any other: with their keys, lines, history, ledger and letters. */
async function fill(shop: Shop): Promise<void> {
  await stockShelves(shop, [{ ...WOOFER, stock: ORDERS }]);
  const quote = await quoteFor(shop, [{ variant: WOOFER.id, n: 1 }]);
  for (let placed = 0; placed < ORDERS; placed += TOGETHER) {
    const many = Math.min(TOGETHER, ORDERS - placed);
    await Promise.all(
      Array.from({ length: many }, () => send(shop, intentFrom(quote, { checkoutId: freshId() }))),
    );
  }
}

async function timed<T>(work: () => Promise<T>): Promise<[seconds: number, value: T]> {
  const begun = performance.now();
  const value = await work();
  return [Number(((performance.now() - begun) / 1000).toFixed(1)), value];
}
