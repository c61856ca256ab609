/** Searches as shoppers' devices ask them: over TLS at 50 connections, of a shop with the parts in it. Run `npm run build` first. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startShop } from '../../journeys/shop-server.ts';
import { printTable } from '../tools/bench.ts';
import { load, requestText } from '../tools/load.ts';
import { readLcsc, SHARED } from './lcsc.ts';
import { filteredQueries, textQueries } from './queries.ts';

const root = resolve(import.meta.dirname, '../../..');
const QUERIES = 1_000;
const CONNECTIONS = 50;
const SECONDS = 8;
/** Far below what the server can: what one search waits for when nobody is in a hurry. */
const CALM = 100;

export async function measureServed(): Promise<void> {
  const documents = readLcsc('lcsc-parts');
  if (!documents) return;
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-search-'));
  const file = `${SHARED}/data/electronics/lcsc-parts.csv.gz`;
  spawnSync(process.execPath, ['src/cli/main.ts', 'import', file, '--apply'], {
    cwd: root,
    env: { ...process.env, SHOP_DIR: folder, DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const shop = await startShop({ SHOP_DIR: folder });
  try {
    const rows: (string | number)[][] = [
      [`${documents.length} parts over TLS`, 'asked', 'per second', 'p50 ms', 'p99 ms', 'failed'],
    ];
    const kinds = [
      ['text', textQueries(documents, QUERIES)],
      ['facets, ranges, sorts', filteredQueries(documents, QUERIES)],
    ] as const;
    for (const [name, queries] of kinds) {
      const texts = queries.map((query) => requestText(shop.origin, `/api/catalog/search?${query}`));
      let asked = 0;
      const next = (): string => texts[asked++ % texts.length]!;
      await load({ ...shop, connections: 4, seconds: 2, next });
      for (const pace of [{ perSecond: CALM }, {}]) {
        const result = await load({ ...shop, ...pace, connections: CONNECTIONS, seconds: SECONDS, next });
        const failed = result.requests - (result.statuses[200] ?? 0);
        const way = 'perSecond' in pace ? `${CALM} a second` : 'as fast as it answers';
        rows.push([name, way, result.perSecond, result.p50, result.p99, failed]);
      }
    }
    printTable(rows);
  } finally {
    await shop.remove();
    await rm(folder, { recursive: true, force: true });
  }
}
