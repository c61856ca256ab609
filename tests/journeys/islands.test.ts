/** What a page's islands promise while their code is still on its way: nothing typed or pressed is lost. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from './journey.ts';

const built = fileURLToPath(new URL('../../build/client/', import.meta.url));

/** Files of the build that draw "Add to cart". */
async function filesOfBuying(): Promise<string[]> {
  const files = (await readdir(built, { recursive: true })).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(files.map((name) => readFile(join(built, name), 'utf8')));
  return files.filter((_, i) => texts[i]!.includes('Add to cart'));
}

/** Keeps the code of "Add to cart" back until it is said what becomes of it. */
async function holdBuying(page: Page, whatThen: Promise<'go on' | 'abort'>): Promise<void> {
  for (const file of await filesOfBuying())
    await page.route(`**/${file}`, async (route) => {
      await ((await whatThen) === 'abort' ? route.abort() : route.continue());
    });
}

test.use({ serviceWorkers: 'block' });

test('pressed before its code is here, "Add to cart" adds what was typed', async ({ page }) => {
  let release = (_: 'go on'): void => {};
  await holdBuying(page, new Promise((resolve) => (release = resolve)));
  await page.goto('/c/drivers/midwoofers', { waitUntil: 'domcontentloaded' });
  await page.locator('main a[href^="/p/"]').first().waitFor();
  const address = await page.locator('main a[href^="/p/"]').first().getAttribute('href');
  await page.goto(address!, { waitUntil: 'load' });
  await page.evaluate(() => Reflect.set(window, 'isStillHere', true));
  await page.getByLabel('Quantity').fill('4');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Add to cart', exact: true }).click();
  await expect(page.locator('.cart .count')).toHaveCount(0);
  release('go on');
  await expect(page.getByText('You have 5 in the cart.')).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, 'isStillHere') as unknown)).toBe(true);
});

test('where its code never comes, "Add to cart" goes out as a plain form', async ({ page }) => {
  let give = (_: 'abort'): void => {};
  await holdBuying(page, new Promise((resolve) => (give = resolve)));
  await page.goto('/', { waitUntil: 'load' });
  await page
    .getByRole('button', { name: /^Add to cart/ })
    .first()
    .click();
  give('abort');
  await page.waitForURL('**/cart*');
  await expect(page.getByRole('heading', { name: 'Your cart' })).toBeVisible();
  await expect(page.locator('.lines')).toBeVisible();
});

test('ticked before any code is here, a part is compared and a filter filters', async ({ page }) => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/c/drivers/woofers', { waitUntil: 'commit' });
  await page
    .getByRole('checkbox', { name: /^Compare/ })
    .first()
    .check();
  const way = page.getByRole('link', { name: /^Filters/ });
  if (await way.isVisible()) await way.click();
  await page.getByRole('checkbox', { name: 'In stock' }).check();
  release();
  await page.waitForURL(/stock=in/);
  await expect(page.getByRole('checkbox', { name: 'In stock' })).toBeChecked();
  await page.goto('/c/drivers/woofers');
  await expect(page.getByText('1 of 6 to compare')).toBeVisible();
});
