/** Feeds for devices at 7,209 parts: bytes and time of the first sync of everything, of nothing new, and of 1 % changed. */
import { createReadStream } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { readFeed } from '#server/catalog/feed/read-feed.ts';
import { importFile } from '#server/catalog/formats/import-file.ts';
import { readManifest } from '#server/catalog/read/read-manifest.ts';
import type { Shop } from '#server/shop.ts';
import { openTestShop } from '../databases/open-test-shop.ts';
import { data, hasShared } from '../databases/shared-files.ts';
import { printTable, type Bench } from './tools/bench.ts';

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
      ['sync', 'categories asked', 'rows', 'raw kB', 'brotli kB', 'server ms', 'manifest kB'],
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
  const change = await sync(shop, '1 % changed', known);
  return [first, nothing, change];
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
      const feed = await readFeed(shop, { category: category.id, since, after });
      total.time += performance.now() - start;
      if (!feed.ok) break;
      const text = `${feed.lines.join('\n')}\n`;
      total.asked += 1;
      total.raw += Buffer.byteLength(text);
      total.packed += brotli(text);
      total.rows += feed.lines.filter((line) => line.startsWith('[')).length;
      known.set(category.id, feed.generation);
      if (feed.lines.at(-1)?.startsWith('{"generation"')) break;
      after = (JSON.parse(feed.lines.at(-1)!) as [number])[0];
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

function brotli(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;
}

/** Every `nth` product gets a new price, in one generation, as an import of prices would do it. */
async function raisePrices(shop: Shop, nth: number): Promise<void> {
  await shop.database.transaction(async (tx) => {
    const { generation } = await tx.selectFrom('shop').select('generation').executeTakeFirstOrThrow();
    const next = generation + 1;
    await tx.updateTable('shop').set({ generation: next }).execute();
    const rows = await tx.selectFrom('products').select(['id', 'category_id']).orderBy('id').execute();
    const chosen = rows.filter((_, index) => index % nth === 0);
    for (const { id, category_id } of chosen) {
      await tx
        .updateTable('variants')
        .set((e) => ({ unit_price: e('unit_price', '+', 100) }))
        .where('product_id', '=', id)
        .execute();
      await tx.updateTable('products').set({ generation: next }).where('id', '=', id).execute();
      await tx.updateTable('categories').set({ generation: next }).where('id', '=', category_id).execute();
    }
  });
}
