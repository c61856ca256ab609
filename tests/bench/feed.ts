/** Feeds for devices: bytes and time of the first sync of everything, of nothing new, and of 1 % changed, asked in one and for each category. */
import { createReadStream } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import type { FeedPage } from '#domain/catalog/feed-page.ts';
import { unpackSteps } from '#domain/catalog/packed-column.ts';
import { readFeed } from '#server/catalog/feed/read-feed.ts';
import { importFile } from '#server/catalog/formats/import-file.ts';
import { WHOLE_SHOP } from '#protocol/feed.ts';
import { readManifest } from '#server/catalog/read/read-manifest.ts';
import type { Shop } from '#server/shop.ts';
import { openTestShop } from '../databases/open-test-shop.ts';
import { data, hasShared } from '../databases/shared-files.ts';
import { printTable, type Bench } from './tools/bench.ts';
import { raisePrices } from './tools/raise-prices.ts';

const SIZES = [
  ['lcsc-audio-parts.csv.gz', 7_209],
  ['lcsc-parts.csv.gz', 65_500],
] as const;

export const bench: Bench = {
  about: 'Bytes and time of the first sync of a device, and of 1 % changed (--small: 7,209 parts only).',
  isUsual: true,
  async run(options) {
    if (!hasShared) {
      console.log('  left out: there is no ../shared/data\n');
      return;
    }
    const rows: (string | number)[][] = [
      ['sync', 'questions', 'rows', 'raw kB', 'brotli kB', 'server ms', 'manifest kB'],
    ];
    for (const [file, parts] of SIZES.slice(0, options.includes('--small') ? 1 : 2))
      rows.push(...(await syncs(file, parts)));
    printTable(rows);
  },
};

async function syncs(file: string, parts: number): Promise<(string | number)[][]> {
  await using opened = await openTestShop();
  const { shop } = opened;
  const bytes = createReadStream(`${data}/electronics/${file}`);
  await importFile(shop, { name: file, bytes }, { apply: true });
  const known = new Map<number, number>();
  const first = await sync(shop, `${parts} parts, first`, known);
  const nothing = await sync(shop, 'nothing new', known);
  await raisePrices(shop, 100);
  const whole = await changes(shop, '1 % changed', Math.min(...known.values()));
  const change = await sync(shop, '1 % changed, each category asked', known);
  return [first, nothing, whole, change];
}

/** Asks the manifest, then each category whose generation is newer than the one known, as a device does. */
async function sync(shop: Shop, name: string, known: Map<number, number>): Promise<(string | number)[]> {
  const manifest = await readManifest(shop);
  const said = brotli(JSON.stringify(manifest));
  const total = { asked: 0, rows: 0, raw: 0, packed: 0, time: 0 };
  for (const category of manifest.categories) {
    const since = known.get(category.id) ?? 0;
    if (since >= category.generation) continue;
    for (let after = 0; ;) {
      const start = performance.now();
      const feed = await readFeed(shop, { category: category.id, since, after, version: 2 });
      total.time += performance.now() - start;
      if (!feed.ok) break;
      const text = `${feed.lines.join('\n')}\n`;
      total.asked += 1;
      total.raw += Buffer.byteLength(text);
      total.packed += brotli(text);
      const ids = idsIn(feed.lines);
      total.rows += ids.length;
      known.set(category.id, feed.generation);
      if (feed.lines.at(-1)?.startsWith('{"generation"')) break;
      after = ids.at(-1)!;
    }
  }
  const { asked, rows, raw, packed, time } = total;
  return [
    name,
    asked,
    rows,
    Math.round(raw / 1e3),
    Math.round(packed / 1e3),
    Math.round(time),
    Math.round(said / 1e3),
  ];
}

/** As a device asks that keeps the whole catalog. */
async function changes(shop: Shop, name: string, since: number): Promise<(string | number)[]> {
  const said = brotli(JSON.stringify(await readManifest(shop)));
  const start = performance.now();
  const feed = await readFeed(shop, { category: WHOLE_SHOP, since, after: 0, version: 2 });
  const time = performance.now() - start;
  const lines = feed.ok ? feed.lines : [];
  const text = `${lines.join('\n')}\n`;
  const rows = idsIn(lines).length;
  const sizes = [Buffer.byteLength(text), brotli(text)].map((size) => Math.round(size / 1e3));
  return [name, 1, rows, ...sizes, Math.round(time), Math.round(said / 1e3)];
}

/** Of all products the pages tell of. */
function idsIn(lines: readonly string[]): number[] {
  return lines
    .filter((line) => line.startsWith('['))
    .flatMap((line) => unpackSteps((JSON.parse(line) as FeedPage)[0]));
}

function brotli(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;
}
