/** The shop without a network: how long until a device is ready, what that costs, and how fast it then is. */
import { brotliCompressSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { readFeed } from '#server/catalog/feed/read-feed.ts';
import { readSettings } from '#server/settings/settings.ts';
import { openShop } from '#server/shop.ts';
import { generationKept, keepEverything, offlineReady } from '../journeys/offline-ways.ts';
import { runShop } from '../journeys/large-catalog.ts';
import { startShop, type ShopServer } from '../journeys/shop-server.ts';
import { bundleInPage } from './offline/bundle.ts';
import { Device } from './offline/device.ts';
import type { InPage } from './offline/in-page.ts';
import { readLcsc, SHARED } from './search/lcsc.ts';
import { filteredQueries, textQueries } from './search/queries.ts';
import { printTable, type Bench } from './tools/bench.ts';
import { raisePrices } from './tools/raise-prices.ts';

const QUERIES = 200;
const CATALOGS = ['lcsc-audio-parts', 'lcsc-parts'] as const;
type Catalog = (typeof CATALOGS)[number];
type Figures = Map<string, string | number>;

export const bench: Bench = {
  about:
    'Offline: ready, bytes, 1 % changed, cold start, device search; 7,209 and 65,500 parts, with and without 4x CPU (--small, --fast: the first of each).',
  isUsual: false,
  async run(options) {
    const script = await bundleInPage();
    const columns: [string, Figures][] = [];
    for (const name of options.includes('--small') ? CATALOGS.slice(0, 1) : CATALOGS) {
      if (!readLcsc(name)) {
        console.log(`  ${name} is left out: it is not in ${SHARED}/data/electronics.`);
        continue;
      }
      for (const slow of options.includes('--fast') ? [1] : [1, 4])
        columns.push([`${name} ${slow}x`, await measure(name, slow, script)]);
    }
    const names = [...(columns[0]?.[1].keys() ?? [])];
    printTable([
      ['', ...columns.map(([title]) => title)],
      ...names.map((name) => [name, ...columns.map(([, figures]) => figures.get(name) ?? '')]),
    ]);
  },
};

async function measure(name: Catalog, slow: number, script: string): Promise<Figures> {
  const shop = await startShop({ SEED: 'none', RATE_WRITES: '1000000' });
  const device = new Device(shop, slow);
  const figures: Figures = new Map();
  const kilobytes = (label: string, bytes: number) => figures.set(label, Math.round(bytes / 1000));
  try {
    runShop(shop.folder, ['import', `${SHARED}/data/electronics/${name}.csv.gz`, '--apply']);
    let page = await device.open();
    const from = performance.now();
    await page.goto('/');
    await offlineReady(page);
    // A catalog past the budget is kept on the shopper's word; the search's segments end it.
    await keepEverything(page);
    figures.set('offline-ready ms', Math.round(performance.now() - from));
    const first = await device.takeWire();
    kilobytes('feed kB', first.feed);
    kilobytes('segments kB', first.segments);
    kilobytes('IndexedDB kB', await databaseSize(page));

    const change = await changeOnePercent(shop);
    await manifestAt(page, change.generation);
    const begun = performance.now();
    await page.reload();
    await generationKept(page, change.generation);
    figures.set('1 % changed ms', Math.round(performance.now() - begun));
    const again = await device.takeWire();
    kilobytes('1 % changed kB', again.feed + again.segments);
    figures.set('times its own size', ((again.feed + again.segments) / change.bytes).toFixed(2));
    await page.goto('/search?q=0.1');
    const href = await page.locator('main a[href^="/p/"]').first().getAttribute('href');
    await shop.stop();

    const colds: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      page = await device.open();
      colds.push(await untilShown(page, href!));
    }
    figures.set('cold start ms, best of 3', Math.min(...colds));
    await page.evaluate(script);
    const documents = readLcsc(name)!;
    for (const [label, queries] of [
      ['text', textQueries(documents, QUERIES)],
      ['filtered', filteredQueries(documents, QUERIES)],
    ] as const) {
      const { open, times } = await searchInPage(page, queries.map(String));
      const at = (share: number) => times[Math.floor(times.length * share)]!.toFixed(1);
      if (label === 'text') figures.set('index open ms', Math.round(open));
      figures.set(`${label} p50 / p99 ms`, `${at(0.5)} / ${at(0.99)}`);
    }
    return figures;
  } finally {
    await device.remove();
    await shop.remove();
  }
}

/** What changes, and its own rows' compressed size: each category's alone, as nobody could send them smaller. */
async function changeOnePercent(shop: ShopServer): Promise<{ generation: number; bytes: number }> {
  const opened = await openShop(readSettings({ SHOP_DIR: shop.folder, SEED: 'none', LOG_LEVEL: 'silent' }));
  try {
    const { generation, ids } = await raisePrices(opened, 100);
    const changed = new Set(ids);
    const homes = await opened.database.read
      .selectFrom('products')
      .select('category_id')
      .distinct()
      .where('generation', '=', generation)
      .execute();
    let bytes = 0;
    for (const { category_id } of homes) {
      const feed = await readFeed(opened, { category: category_id, since: generation - 1, after: 0 });
      const rows = feed.ok ? feed.lines.filter((line) => isRowOf(line, changed)) : [];
      bytes += brotliCompressSync(rows.join('\n')).length;
    }
    return { generation, bytes };
  } finally {
    await opened.close();
  }
}

/** The server notices what another process changed within a second. */
async function manifestAt(page: Page, generation: number): Promise<void> {
  await page.waitForFunction(
    async (wanted) => {
      const response = await fetch('/api/catalog/manifest', { cache: 'no-store' });
      return ((await response.json()) as { generation: number }).generation === wanted;
    },
    generation,
    { polling: 200 },
  );
}

function isRowOf(line: string, ids: ReadonlySet<number>): boolean {
  return line.startsWith('[') && ids.has((JSON.parse(line) as [number])[0]);
}

async function databaseSize(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const estimate = (await navigator.storage.estimate()) as { usageDetails?: { indexedDB?: number } };
    return estimate.usageDetails?.indexedDB ?? 0;
  });
}

/** From a fresh browser with the server stopped to a product's title on the screen. */
async function untilShown(page: Page, path: string): Promise<number> {
  const from = performance.now();
  await page.goto(path, { waitUntil: 'commit' });
  await page.locator('h1').waitFor();
  return Math.round(performance.now() - from);
}

function searchInPage(page: Page, queries: string[]): Promise<{ open: number; times: number[] }> {
  return page.evaluate(
    (asked) => (globalThis as unknown as { bench: InPage }).bench.measure(asked, true),
    queries,
  );
}
