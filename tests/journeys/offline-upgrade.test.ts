/** A new version is deployed while a device holds a 20 MB catalog and an order that waits: both are whole afterwards. */
import type { BrowserContext, Page } from '@playwright/test';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partsOf } from './cart-ways.ts';
import { expect, test as journey } from './journey.ts';
import { fillShop } from './large-catalog.ts';
import { buildNext, EDITION, type NextBuild } from './next-build.ts';
import { keptCatalog, offlineReady, orderOffline, ordersOf, withoutSync } from './offline-ways.ts';
import { startShop, type ShopServer } from './shop-server.ts';

const test = journey.extend<object, { shop: ShopServer; next: NextBuild }>({
  shop: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'cartwright-large-'));
      fillShop(folder, 8_000, 2_100);
      const shop = await startShop({ SHOP_DIR: folder, SEED: 'none', RATE_ORDERS: '1000000' });
      await use(shop);
      await shop.remove();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  next: [
    async ({}, use) => {
      const next = await buildNext();
      await use(next);
      await next.remove();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

const OFFER = 'A new version of the shop is ready.';
const edition = (page: Page) =>
  page.evaluate(() => document.querySelector('meta[name="edition"]')?.getAttribute('content') ?? 'first');

/** A device that has everything and an order that nothing lets out; the shop is stopped. */
async function holdOrder(context: BrowserContext, shop: ShopServer): Promise<Page> {
  await withoutSync(context);
  await context.route('**/api/checkout', (route) => route.abort());
  const page = await context.newPage();
  await page.goto('/');
  await offlineReady(page);
  await shop.stop();
  await orderOffline(page, partsOf(shop)[0]!.slug);
  return page;
}

test('upgraded when the shopper says so, an order waiting and 20 MB kept: both intact, a checkout left in peace', async ({
  device,
  shop,
  next,
}) => {
  const before = ordersOf(shop).length;
  const mine = await device();
  const context = await mine.open();
  const page = await holdOrder(context, shop);
  const kept = await keptCatalog(page);
  expect(kept.bytes).toBeGreaterThan(16_000_000);
  expect(kept.products).toBe(8_000);
  // A tab of the old version that stays at its checkout all the time.
  const buying = await context.newPage();
  await buying.goto(`/p/${partsOf(shop)[1]!.slug}`, { waitUntil: 'networkidle' });
  await buying.getByRole('button', { name: 'Add to cart', exact: true }).first().click();
  await expect(buying.getByText(/in the cart/).first()).toBeVisible();
  await buying.goto('/checkout', { waitUntil: 'networkidle' });
  await buying.evaluate(() => Object.assign(globalThis, { isSameDocument: true }));
  const pieces = await buying.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .flatMap(({ name }) => (/immutable\/.*\.js$/.test(name) ? [name] : [])),
  );
  expect(pieces.length).toBeGreaterThan(5);

  const port = new URL(shop.origin).port;
  const later = await startShop({ SHOP_DIR: shop.folder, PORT: port, SEED: 'none' }, next.folder);
  try {
    let feeds = 0;
    context.on('request', (request) => void (feeds += /\/api\/catalog\/feed\//.test(request.url()) ? 1 : 0));
    // The page is the new one at once, its worker the old one until the shopper says so.
    // A shop that has just started may be slower than the old worker waits: then the device answers, until it is not.
    const editionShown = async () => {
      await page.goto('/');
      return edition(page);
    };
    await expect.poll(editionShown).toBe(EDITION);
    await expect(page.getByText(OFFER)).toBeVisible();
    await page.getByRole('button', { name: 'Use it now' }).click();
    await expect(page.getByText(OFFER)).toHaveCount(0);
    await offlineReady(page);
    await expect.poll(() => page.evaluate(() => caches.has('cartwright-past-build'))).toBe(true);

    // The checkout of the old version: not reloaded, nothing offered, its pieces still there.
    expect(await buying.evaluate(() => 'isSameDocument' in globalThis)).toBe(true);
    expect(await edition(buying)).toBe('first');
    await expect(buying.getByText(OFFER)).toHaveCount(0);
    const statuses = (of: Page) =>
      of.evaluate(async (names) => {
        const all = await Promise.all(names.map(async (name) => (await fetch(name)).status));
        return [...new Set(all)];
      }, pieces);
    expect(await statuses(buying)).toEqual([200]);
    await later.stop();
    expect(await statuses(buying), 'pieces of the past build without a network').toEqual([200]);
    await buying.close();

    // Without a network the new version shows what the old one kept, and the order that waits.
    await page.goto(`/p/${partsOf(shop)[5]!.slug}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(partsOf(shop)[5]!.title);
    expect(await edition(page)).toBe(EDITION);
    await page.goto('/orders');
    await expect(
      page.getByText(/Saved on this device. Not sent yet|Checking whether your order/),
    ).toBeVisible();
    expect(await keptCatalog(page)).toEqual(kept);
    expect(feeds, 'nothing changed in the catalog, so nothing of it is fetched').toBe(0);
    await later.restart();
    await context.unroute('**/api/checkout');
    await page.goto('/');
    await expect.poll(() => ordersOf(shop).length).toBe(before + 1);
  } finally {
    await mine.close();
    await later.stop();
    await shop.restart();
  }
});

test('upgraded at the next cold start, without a word', async ({ device, shop, next }) => {
  const before = ordersOf(shop).length;
  const mine = await device();
  const page = await holdOrder(await mine.open(), shop);
  const kept = await keptCatalog(page);
  const port = new URL(shop.origin).port;
  const later = await startShop({ SHOP_DIR: shop.folder, PORT: port, SEED: 'none' }, next.folder);
  try {
    await page.goto('/');
    await expect(page.getByText(OFFER)).toBeVisible();
    await later.stop();
    // Not applied by itself while a page is open.
    await page.goto('/cookies');
    expect(await edition(page)).toBe('first');
    await mine.close();
    const again = await mine.open();
    await withoutSync(again);
    const cold = await again.newPage();
    await expect
      .poll(async () => {
        await cold.goto('/cookies');
        return edition(cold);
      })
      .toBe(EDITION);
    expect(await keptCatalog(cold)).toEqual(kept);
    await later.restart();
    await cold.goto('/');
    await expect.poll(() => ordersOf(shop).length).toBe(before + 1);
  } finally {
    await mine.close();
    await later.stop();
    await shop.restart();
  }
});
