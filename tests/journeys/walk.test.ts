/** Walking by links: every step after the first is drawn on the device, under the same policy as the first. */
import { partsOf } from './cart-ways.ts';
import { expect, test } from './journey.ts';
import { offlineReady, shelfGeneration, syncOver } from './offline-ways.ts';
import { withSale } from './sale.ts';

test('from a category to a part and back, without a full page load', async ({ page }) => {
  await page.goto('/c/drivers/midwoofers');
  await page.evaluate(() => Reflect.set(window, 'isStillHere', true));
  const part = page.locator('main a[href^="/p/"]').first();
  const address = await part.getAttribute('href');
  await part.click();
  await page.waitForURL(`**${address}`);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Midwoofers');
  await expect(page.getByRole('button', { name: 'Add to cart' }).first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Midwoofers');
  await page.getByRole('link', { name: 'Drivers' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Drivers');
  expect(await page.evaluate(() => Reflect.get(window, 'isStillHere') as unknown)).toBe(true);
});

test('a step that the next one overtakes is no failure, and leaves no name behind', async ({ page }) => {
  await page.goto('/c/drivers/midwoofers', { waitUntil: 'networkidle' });
  const [first, next] = await page
    .locator('main a[href^="/p/"]')
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href')!))]);
  // The next step is asked for in the very moment the first begins to be drawn.
  await page.evaluate((path) => {
    const begin = document.startViewTransition.bind(document);
    document.startViewTransition = (draw) => {
      document.startViewTransition = begin;
      const transition = begin(draw);
      document.querySelector<HTMLAnchorElement>(`main a[href="${path}"]`)!.click();
      return transition;
    };
  }, next!);
  await page.locator(`main a[href="${first}"]`).first().click();
  await page.waitForURL(`**${next}`);
  await expect(page.getByRole('button', { name: 'Add to cart' }).first()).toBeVisible();
  // Both steps were taken, so both are in the history.
  await page.evaluate(() => history.go(-2));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Midwoofers');
  const named = () =>
    page
      .locator('main a.figure')
      .evaluateAll((all) => all.filter((one) => one.style.viewTransitionName).length);
  await expect.poll(named).toBe(0);
});

test('a catalog that becomes newer while a step is under way does not end the step', async ({
  page,
  shop,
}) => {
  // Categories are answered when the test says so.
  await page.addInitScript(() => {
    const { fetch } = globalThis;
    const held = new Promise<void>((resolve) => Object.assign(globalThis, { letGo: resolve }));
    globalThis.fetch = async (...asked) => {
      const address = asked[0] instanceof Request ? asked[0].url : String(asked[0]);
      if (address.includes('/api/catalog/categories/')) await held;
      return fetch(...asked);
    };
  });
  await page.goto('/');
  await offlineReady(page);
  await page.goto('/storage', { waitUntil: 'networkidle' });
  const part = partsOf(shop)[0]!;
  const before = await shelfGeneration(page);
  await withSale(shop, part, async () => {
    await page.getByRole('link', { name: 'Drivers', exact: true }).first().click();
    await page.getByRole('button', { name: 'Bring up to date' }).click();
    await expect.poll(() => shelfGeneration(page)).toBeGreaterThan(before);
    await syncOver(page);
    await page.evaluate(() => (globalThis as unknown as { letGo: () => void }).letGo());
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Drivers');
    expect(new URL(page.url()).pathname).toBe('/c/drivers');
  });
});
