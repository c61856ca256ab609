/**
 * Imports: the result of every real and hostile file, and the big table (65,500 parts) applied by the command line while
 * another process goes on writing orders-sized transactions: rows per second, memory, the longest a writer waited.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readSettings } from '#server/settings/settings.ts';
import { openShop, type Shop } from '#server/shop.ts';
import { openTestShop } from '../databases/open-test-shop.ts';
import { data, hasShared, importShared, sharedFiles } from '../databases/shared-files.ts';
import { printTable, type Bench } from './tools/bench.ts';
import { memoryOf, workOf } from './tools/memory.ts';

const root = resolve(import.meta.dirname, '../..');
const BIG = join(data, 'electronics/lcsc-parts.csv.gz');

export const bench: Bench = {
  about:
    'Every file of ../shared/data imported, and 65,500 parts applied while the shop sells (--table: the files only).',
  isUsual: true,
  async run(options) {
    if (!hasShared) {
      console.log('  left out: there is no ../shared/data\n');
      return;
    }
    if (!options.includes('--big')) await everyFile();
    if (!options.includes('--table') && existsSync(BIG)) await theBigOne();
  },
};

async function everyFile(): Promise<void> {
  await using opened = await openTestShop();
  const rows: (string | number)[][] = [
    ['file', 'format', 'added', 'changed', 'left', 'refused', 'ms', 'first reason'],
  ];
  for (const file of sharedFiles()) {
    const start = performance.now();
    const result = await importShared(opened.shop, file, true);
    const time = Math.round(performance.now() - start);
    if (result.ok) {
      const { added, changed, restocked, left, refusedInAll, refused } = result.report;
      const [first] = refused;
      const reason = first ? `line ${first.line}: ${first.reason}` : '';
      rows.push([
        file,
        result.format,
        added,
        changed + restocked,
        left,
        refusedInAll,
        time,
        reason.slice(0, 60),
      ]);
    } else {
      const place = `line ${result.line}${result.column === undefined ? '' : `:${result.column}`}`;
      rows.push([file, 'refused', 0, 0, 0, 1, time, `${place}: ${result.message}`.slice(0, 60)]);
    }
  }
  printTable(rows);
}

async function theBigOne(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-import-'));
  const shop = await openShop(readSettings({ SHOP_DIR: folder, LOG_LEVEL: 'silent' }));
  const rows: (string | number)[][] = [
    [
      '65,500 parts',
      'seconds',
      'rows per second',
      'processor s',
      'peak MB',
      'writes meanwhile',
      'wait p50 ms',
      'p99',
      'longest',
    ],
  ];
  try {
    const dearer = join(folder, 'lcsc-parts.csv');
    await writeFile(
      dearer,
      gunzipSync(await readFile(BIG))
        .toString()
        .replace(/-(\d*):0\./g, '-$1:1.'),
    );
    rows.push(await applyWhileSelling(shop, folder, BIG, 'first time'));
    rows.push(await applyWhileSelling(shop, folder, BIG, 'the same again'));
    rows.push(await applyWhileSelling(shop, folder, dearer, 'every price another'));
  } finally {
    await shop.close();
    await rm(folder, { recursive: true, force: true });
  }
  printTable(rows);
}

async function applyWhileSelling(
  shop: Shop,
  folder: string,
  file: string,
  name: string,
): Promise<(string | number)[]> {
  const start = performance.now();
  const child = spawn(process.execPath, ['src/cli/main.ts', 'import', file, '--apply', '--json'], {
    cwd: root,
    env: { ...process.env, SHOP_DIR: folder, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const done = new Promise<void>((finish) => child.on('close', () => finish()));
  let isDone = false;
  void done.then(() => (isDone = true));
  const waits: number[] = [];
  let peak = 0;
  let work = 0;
  while (!isDone) {
    const before = performance.now();
    await sell(shop);
    waits.push(performance.now() - before);
    peak = Math.max(peak, memoryOf(child.pid).peak);
    work = Math.max(work, workOf(child.pid));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const seconds = (performance.now() - start) / 1_000;
  const { report } = JSON.parse(text) as { report: { added: number; changed: number; left: number } };
  const { added, changed, left } = report;
  const products = added + changed + left;
  waits.sort((a, b) => a - b);
  const at = (share: number): string => (waits[Math.floor((waits.length - 1) * share)] ?? 0).toFixed(1);
  return [
    `${name} (${added} added, ${changed} changed, ${left} left)`,
    seconds.toFixed(1),
    Math.round(products / seconds),
    (work / 1_000).toFixed(1),
    peak,
    waits.length,
    at(0.5),
    at(0.99),
    at(1),
  ];
}

/** A write as small as an order's: what a buyer would wait for. */
async function sell(shop: Shop): Promise<void> {
  await shop.database.transaction(async (tx) => {
    await tx.insertInto('quotes').values({ id: 'bench', body: '{}', expires_at: 0 }).execute();
    await tx.deleteFrom('quotes').where('id', '=', 'bench').execute();
  });
}
