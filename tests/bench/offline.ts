/** The shop without a network: how long until a device is ready, what that costs, and how fast it then is. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { bringChromium } from '../journeys/find-chromium.ts';
import { offlineReady } from '../journeys/offline-ways.ts';
import { startShop, type ShopServer } from '../journeys/shop-server.ts';
import { printTable, type Bench } from './tools/bench.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const shared = process.env['CARTWRIGHT_SHARED'] ?? join(root, '../shared');
const PARTS = join(shared, 'data/electronics/lcsc-audio-parts.csv.gz');
const ROUNDS = 40;

export const bench: Bench = {
  about:
    'Offline: time and bytes until ready, cold start, device search; the demo shop and 7,209 parts, with and without 4x CPU.',
  isUsual: false,
  async run() {
    const rows: (string | number)[][] = [
      ['catalog', 'CPU', 'ready ms', 'feed kB', 'IndexedDB kB', 'cold start ms', 'search p50 ms', 'p99 ms'],
    ];
    for (const file of [undefined, ...(existsSync(PARTS) ? [PARTS] : [])]) {
      for (const slow of [1, 4]) rows.push(await measure(file, slow));
    }
    if (!existsSync(PARTS)) console.log(`  ${PARTS} is absent: its rows are left out.`);
    printTable(rows);
  },
};

async function measure(file: string | undefined, slow: number): Promise<(string | number)[]> {
  const shop = await startShop(file ? { SEED: 'none' } : {});
  const profile = await mkdtemp(join(tmpdir(), 'cartwright-bench-'));
  const launch = () =>
    chromium.launchPersistentContext(profile, {
      executablePath: bringChromium(),
      args: ['--no-sandbox', '--disable-gpu', `--ignore-certificate-errors-spki-list=${shop.spki}`],
      baseURL: shop.origin,
    });
  try {
    if (file) bringIn(shop, file);
    let context = await launch();
    let page = await throttled(context, slow);
    const feeds: Promise<{ responseBodySize: number }>[] = [];
    context.on('requestfinished', (request) => {
      if (/\/api\/catalog\/feed\//.test(request.url())) feeds.push(request.sizes());
    });
    const from = performance.now();
    await page.goto('/');
    await offlineReady(page);
    const ready = Math.round(performance.now() - from);
    const sizes = await Promise.all(feeds);
    const bytes = sizes.reduce((sum, size) => sum + Math.max(0, size.responseBodySize), 0);
    const usage = await page.evaluate(async () => {
      const estimate = (await navigator.storage.estimate()) as { usageDetails?: { indexedDB?: number } };
      return estimate.usageDetails?.indexedDB ?? 0;
    });
    await page.goto('/search?q=0.1');
    const href = await page.locator('main a[href^="/p/"]').first().getAttribute('href');
    await context.close();
    await shop.stop();

    context = await launch();
    page = await throttled(context, slow);
    const cold = await untilShown(page, href!);
    const times = await searches(page);
    await context.close();
    const name = file ? 'LCSC audio parts' : 'demo shop';
    const at = (share: number) =>
      times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(1);
    return [
      name,
      `${slow}x`,
      ready,
      Math.round(bytes / 1000),
      Math.round(usage / 1000),
      cold,
      at(0.5),
      at(0.99),
    ];
  } finally {
    await shop.remove();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

function bringIn(shop: ShopServer, file: string): void {
  const ran = spawnSync(process.execPath, ['src/cli/main.ts', 'import', file, '--apply'], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', SHOP_DIR: shop.folder, SEED: 'none' },
    encoding: 'utf8',
  });
  if (ran.status !== 0) throw new Error(`import ended with ${ran.status}:\n${ran.stdout}\n${ran.stderr}`);
}

async function throttled(context: BrowserContext, slow: number): Promise<Page> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slow });
  return page;
}

/** From a fresh browser with the server stopped to a product's title on the screen. */
async function untilShown(page: Page, path: string): Promise<number> {
  const from = performance.now();
  await page.goto(path, { waitUntil: 'commit' });
  await page.locator('h1').waitFor();
  return Math.round(performance.now() - from);
}

/** Milliseconds of whole searches with facets by typing, as the page waits for them; the first, which opens the index, left out. */
async function searches(page: Page): Promise<number[]> {
  await page.goto('/search?q=film');
  await page.locator('main a[href^="/p/"]').first().waitFor();
  const field = page.getByRole('searchbox');
  const times: number[] = [];
  const words = [
    'resistor 10k',
    'capacitor',
    'coil 1 mh',
    'wire',
    'film 2.2',
    'audio',
    'connector',
    'tweeter',
  ];
  for (let round = 0; round < ROUNDS; round += 1) {
    const word = `${words[round % words.length]} ${round}`;
    await field.fill(word);
    const from = performance.now();
    await field.press('Enter');
    await page.waitForFunction((q) => new URLSearchParams(location.search).get('q') === q, word, {
      polling: 4,
    });
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b);
}
