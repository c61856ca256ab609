/** Orders made without a network: exactly one each, whatever is closed, killed or restarted on the way. */
import { partsOf } from './cart-ways.ts';
import { expect, test } from './journey.ts';
import { startShop } from './shop-server.ts';
import {
  dumpCaches,
  dumpDatabase,
  offlineReady,
  orderOffline,
  ordersOf,
  withoutSync,
} from './offline-ways.ts';

const CANARIES = /canary/i;

test('ordered offline, browser closed, opened again: one order within 10 s, without Background Sync', async ({
  device,
  shop,
}) => {
  const part = partsOf(shop)[5]!;
  const before = ordersOf(shop).length;
  const mine = await device();
  const first = await mine.open();
  await withoutSync(first);
  const page = await first.newPage();
  await page.goto('/');
  await offlineReady(page);
  await shop.stop();
  try {
    await orderOffline(page, part.slug);
    expect(await dumpDatabase(page)).not.toMatch(/Canary Street|Canary Name|canary\.mail/);
    await mine.close();
  } finally {
    await shop.restart();
  }
  const again = await mine.open();
  await withoutSync(again);
  const later = await again.newPage();
  await later.goto('/');
  await expect.poll(() => ordersOf(shop).length, { intervals: [100] }).toBe(before + 1);
  const { number } = ordersOf(shop).at(-1)!;
  await later.goto('/orders');
  await expect(later.getByRole('link', { name: number })).toBeVisible();
  await later.goto('/cart');
  await expect(later.getByText('Your cart is empty')).toBeVisible();
  // Private things: on the order's own page, and nowhere on this device.
  await later.goto('/orders');
  await later.getByRole('link', { name: number }).click();
  await expect(later.locator('h1')).toContainText('received');
  const { addresses, text } = await dumpCaches(later);
  expect(addresses.length).toBeGreaterThan(20);
  expect(text).not.toMatch(CANARIES);
  expect(await dumpDatabase(later)).not.toMatch(CANARIES);
});

test('killed at 20 random instants while sending: nothing lost, nothing doubled', async ({
  device,
  shop,
}) => {
  const parts = partsOf(shop);
  const before = ordersOf(shop).length;
  const mine = await device();
  let context = await mine.open();
  await withoutSync(context);
  let page = await context.newPage();
  await page.goto('/');
  await offlineReady(page);
  const orders = 5;
  for (let order = 0; order < orders; order += 1) {
    await shop.stop();
    await orderOffline(page, parts[order]!.slug);
    await shop.restart();
    for (let kill = 0; kill < 4; kill += 1) {
      await page.goto('/orders', { waitUntil: 'commit' });
      await page.waitForTimeout(Math.random() * 350);
      // The page dies with whatever it was doing; another takes its place.
      const next = await context.newPage();
      await page.close();
      page = next;
    }
    // A lease of a page that died holds for 30 s at most.
    await page.goto('/orders');
    await expect.poll(() => ordersOf(shop).length).toBe(before + order + 1);
    await expect(page.locator('main li')).toHaveCount(order + 1);
  }
  await mine.close();
  context = await mine.open();
  page = await context.newPage();
  await page.goto('/orders');
  await expect(page.locator('main li')).toHaveCount(orders);
  expect(ordersOf(shop).length).toBe(before + orders);
});

test('the kill switch drops worker and caches; the waiting order is sent all the same', async ({
  device,
  shop,
}) => {
  const part = partsOf(shop)[6]!;
  const before = ordersOf(shop).length;
  const mine = await device();
  const context = await mine.open();
  await withoutSync(context);
  const page = await context.newPage();
  await page.goto('/');
  await offlineReady(page);
  await shop.stop();
  await orderOffline(page, part.slug);
  const { port } = new URL(shop.origin);
  const off = await startShop({ SHOP_DIR: shop.folder, PORT: port, WORKER: 'off' });
  try {
    await page.goto('/');
    const state = () =>
      page.evaluate(async () => ({
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        caches: (await caches.keys()).length,
      }));
    await expect.poll(state).toEqual({ workers: 0, caches: 0 });
    await expect.poll(() => ordersOf(shop).length).toBe(before + 1);
  } finally {
    await mine.close();
    await off.stop();
    await shop.restart();
  }
});
