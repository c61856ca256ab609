/** What was looked at lately: on this device alone, shown where one looks for it, without a network too, and gone when told. */
import { cookieNames, partsOf } from './cart-ways.ts';
import { expect, test, type Page } from './journey.ts';
import { offlineReady } from './offline-ways.ts';

const shelf = (page: Page) => page.getByRole('region', { name: 'Looked at lately' });

/** Whether the device has written it down. Opening what is not there would make an empty database, in the shop's way. */
function isRemembered(page: Page, slug: string): Promise<boolean> {
  return page.evaluate(async (key) => {
    const names = (await indexedDB.databases()).map(({ name }) => name);
    if (!names.includes('cartwright')) return false;
    return new Promise<boolean>((resolve) => {
      const opening = indexedDB.open('cartwright');
      opening.onerror = () => resolve(false);
      opening.onsuccess = () => {
        const database = opening.result;
        const asking = database.transaction('recentlyViewed').objectStore('recentlyViewed').get(key);
        asking.onsuccess = () => {
          database.close();
          resolve(asking.result !== undefined);
        };
      };
    });
  }, slug);
}

test('parts looked at stand on home, part and cart, and are forgotten on a word', async ({
  shop,
  page,
  context,
}) => {
  const [first, second] = partsOf(shop);
  for (const part of [first!, second!]) {
    await page.goto(`/p/${part.slug}`);
    await expect(shelf(page).getByText(part.title, { exact: true })).toHaveCount(0);
    await expect.poll(() => isRemembered(page, part.slug)).toBe(true);
  }
  await expect(shelf(page).getByRole('link', { name: first!.title })).toBeVisible();
  for (const path of ['/', '/cart']) {
    await page.goto(path);
    await expect(shelf(page).getByRole('link')).toHaveText([second!.title, first!.title]);
  }
  expect(await cookieNames(context)).toEqual([]);

  await page.goto('/cookies');
  const row = page.getByRole('row').filter({ hasText: 'recentlyViewed' });
  await expect(row).toContainText('2 parts');
  await row.getByRole('button', { name: 'Delete' }).click();
  await expect(row).toContainText('nothing');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'All parts' })).toBeVisible();
  await expect(shelf(page)).toHaveCount(0);
});

test('it needs no network, and is drawn then too', async ({ shop, page, context }) => {
  const [first] = partsOf(shop);
  await page.goto(`/p/${first!.slug}`);
  await offlineReady(page);
  await context.setOffline(true);
  await page.goto('/cart');
  await expect(shelf(page).getByRole('link', { name: first!.title })).toBeVisible();
  await expect(shelf(page).locator('svg').first()).toBeVisible();
  await shelf(page).getByRole('button', { name: 'Forget' }).click();
  await expect(shelf(page)).toHaveCount(0);
});

test('nothing moves when it comes', async ({ shop, page }) => {
  const [first, second] = partsOf(shop);
  await page.goto(`/p/${first!.slug}`, { waitUntil: 'networkidle' });
  await page.addInitScript(() => {
    const moved = window as Window & { moved?: number };
    moved.moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) moved.moved! += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`/p/${second!.slug}`);
  await expect(shelf(page)).toBeAttached();
  expect(await page.evaluate(() => (window as Window & { moved?: number }).moved)).toBeLessThan(0.02);
});
