/** Finding a part: by words, by measures, by keyboard, without script; comparing; buying by the dozen. */
import { expect, test, type Page } from './journey.ts';

const count = async (page: Page) => Number(/\d+/.exec(await page.locator('h1 + p').innerText())?.[0]);

/** On a phone the filters are a sheet over the list. */
async function openFilters(page: Page): Promise<void> {
  const way = page.getByRole('link', { name: /^Filters/ });
  if (await way.isVisible()) await way.click();
}

async function closeFilters(page: Page): Promise<void> {
  const way = page.getByRole('link', { name: 'Close', exact: true });
  if (await way.isVisible()) await way.click();
}

test('a list is narrowed by ticks and numbers, each state is an address, Back undoes them one by one', async ({
  page,
}) => {
  await page.goto('/c/drivers');
  const all = await count(page);
  await openFilters(page);
  await page.getByRole('checkbox', { name: 'In stock' }).check();
  await page.waitForURL(/stock=in/);
  await page.getByLabel('Price to', { exact: true }).fill('60');
  await page.getByLabel('Price to', { exact: true }).press('Enter');
  await page.waitForURL(/price=\.\.60/);
  await closeFilters(page);
  const narrowed = await count(page);
  expect(narrowed).toBeLessThan(all);
  expect(narrowed).toBeGreaterThan(0);
  await page.reload();
  expect(await count(page)).toBe(narrowed);
  await page.getByRole('link', { name: /^In stock/ }).click();
  await page.waitForURL((url) => !url.search.includes('stock'));
  await page.goBack();
  await page.waitForURL(/stock=in/);
  await page.goBack();
  await page.goBack();
  await expect(page.locator('input[name=stock]')).not.toBeChecked();
  await expect.poll(() => count(page)).toBe(all);
});

test('by keyboard alone: slash, words, a suggestion, arrows among results', async ({ page }) => {
  await page.goto('/');
  await expect(async () => {
    await page.keyboard.press('/');
    await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type('tweet', { delay: 30 });
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/(search|c|p)/);
  await page.goto('/search?q=tweeter');
  const titles = page.locator('#results .title a');
  await expect(titles.first()).toBeVisible();
  await titles.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(titles.nth(1)).toBeFocused();
});

test('a misspelt word finds, a word nobody knows shows a way on', async ({ page }) => {
  await page.goto('/search?q=capaciter');
  expect(await count(page)).toBeGreaterThan(10);
  await page.goto('/search?q=qqqzzzxx');
  await expect(page.getByRole('heading', { name: /Nothing fits/ })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Drivers' })).toBeVisible();
});

test('two parts are compared, kept over pages, taken out again', async ({ page }) => {
  await page.goto('/c/drivers/woofers');
  await page
    .getByRole('checkbox', { name: /^Compare/ })
    .nth(0)
    .check();
  await page
    .getByRole('checkbox', { name: /^Compare/ })
    .nth(1)
    .check();
  await page.getByRole('region', { name: 'Compare' }).getByRole('link', { name: 'Compare' }).click();
  await expect(page.locator('thead th')).toHaveCount(2);
  await expect(page.getByRole('row', { name: /Resonance, Fs/ })).toBeVisible();
  await page
    .getByRole('link', { name: /^Take out/ })
    .first()
    .click();
  await expect(page.locator('thead th')).toHaveCount(1);
});

test('a dense list adds all its lines at once', async ({ page }) => {
  await page.goto('/search?q=capacitor&view=table');
  const fields = page.getByLabel(/^Pieces of/);
  await fields.nth(0).fill('12');
  await fields.nth(1).fill('5');
  await page.getByRole('button', { name: 'Add all' }).click();
  await expect(page.getByText('2 lines added to the cart.')).toBeVisible();
});

test('without script: filters by form, a range in the shopper’s measure, all lines at once', async ({
  visitor,
}) => {
  const context = await visitor({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/c/drivers/woofers');
  const all = await count(page);
  await openFilters(page);
  await page.locator('input[name^="max~price"]').fill('90');
  await page.getByRole('button', { name: /^Show/ }).click();
  expect(page.url()).toContain('price=..90');
  expect(await count(page)).toBeLessThan(all);
  await page.goto('/search?q=capacitor&view=table');
  await page
    .getByLabel(/^Pieces of/)
    .first()
    .fill('3');
  await page.getByRole('button', { name: 'Add all' }).click();
  await expect(page).toHaveURL(/\/cart/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect((await context.cookies()).some(({ name }) => name === '__Host-cart')).toBe(true);
});
