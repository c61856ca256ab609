/** From a part to an order: with script, without script, with a nervous finger, with the form filled wrongly. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillBuyer } from './buyer.ts';
import { expect, test, type Page } from './journey.ts';

/** Opens the first part of the shop and puts it into the cart; gives its title. */
async function addFirstPart(page: Page): Promise<string> {
  await page.goto('/');
  const href = await page.locator('main a[href^="/p/"]').first().getAttribute('href');
  await page.goto(href!);
  const title = (await page.locator('h1').innerText()).trim();
  await page.getByRole('button', { name: 'Add to cart' }).first().click();
  const hasCart = async () => (await page.context().cookies()).some(({ name }) => name === '__Host-cart');
  await expect.poll(hasCart).toBe(true);
  return title;
}

test('a part is bought: order page, empty cart, two letters', async ({ page, shop }) => {
  const title = await addFirstPart(page);
  await page.goto('/checkout');
  await expect(page.getByRole('table', { name: 'What you order' })).toContainText(title);
  await fillBuyer(page);
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]{22}$/);
  await expect(page.locator('h1')).toHaveText(/^Order [2-9A-Z]{4}-[2-9A-Z]{4} received$/);
  await expect(page.getByRole('table', { name: 'What was ordered' })).toContainText(title);
  const number = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(await page.locator('h1').innerText())![0];
  await page.goto('/checkout');
  await expect(page.getByText('Your cart is empty')).toBeVisible();
  const letters = join(shop.folder, 'letters');
  await expect
    .poll(async () => {
      const names = await readdir(letters).catch(() => []);
      const all = await Promise.all(names.map((name) => readFile(join(letters, name), 'utf8')));
      return all.filter((letter) => letter.includes(number)).length;
    })
    .toBe(2);
});

test('without script: the same purchase by form', async ({ visitor }) => {
  const context = await visitor({ javaScriptEnabled: false });
  const page = await context.newPage();
  const title = await addFirstPart(page);
  await page.goto('/checkout');
  await expect(page.getByRole('table', { name: 'What you order' })).toContainText(title);
  await page.getByLabel('Email').fill('nobody');
  await page.getByLabel('Street address').fill('Lange Gasse 7');
  await page
    .locator('form')
    .last()
    .evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page.getByText('This does not look like an email address')).toBeVisible();
  await expect(page.getByLabel('Street address')).toHaveValue('Lange Gasse 7');
  await fillBuyer(page, 'DE');
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]{22}$/);
  await expect(page.locator('h1')).toContainText('received');
  await page.getByRole('button', { name: 'Cancel this order' }).click();
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible();
  await page.goto('/checkout');
  await expect(page.getByText('Your cart is empty')).toBeVisible();
});

test('a nervous finger orders once', async ({ page }) => {
  await addFirstPart(page);
  await page.goto('/checkout');
  await fillBuyer(page);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/checkout')) sent.push(request.headers()['idempotency-key'] ?? '');
  });
  await page.getByRole('button', { name: 'Place order' }).dblclick();
  await expect(page).toHaveURL(/\/orders\//);
  expect(new Set(sent).size).toBe(1);
});

test('what is wrong is said beside its field, and nothing typed is lost', async ({ page }) => {
  await addFirstPart(page);
  await page.goto('/checkout');
  await page.getByLabel('Email').fill('anna@');
  await page.getByLabel('Your name').fill('Anna');
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page.getByText('This does not look like an email address')).toBeVisible();
  await expect(page.getByText('Please give the street')).toBeVisible();
  await expect(page.getByLabel('Your name')).toHaveValue('Anna');
  await expect(page.getByLabel('Email')).toBeFocused();
});
