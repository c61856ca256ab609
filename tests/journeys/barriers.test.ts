/** Nothing bars anyone: every kind of page and every state a purchase passes, in both themes; the whole purchase by keyboard alone. */
import { expectNoBarrier, tabTo } from './barriers.ts';
import { addPart, partsOf } from './cart-ways.ts';
import { expect, test, type Page } from './journey.ts';
import { pageKinds } from './page-kinds.ts';

/** Fields of the checkout in the order a keyboard meets them. */
const BUYER = [
  ['Email', 'anna@example.org'],
  ['Your name', 'Anna Beispiel'],
  ['Country', 'Austria'],
  ['Street address', 'Lange Gasse 7'],
  ['Postal code', '1080'],
  ['City', 'Wien'],
] as const;

test('nothing bars anyone from any kind of page', async ({ visitor, shop }) => {
  const page = await (await visitor({ colorScheme: 'light', reducedMotion: 'reduce' })).newPage();
  for (const { name, path } of await pageKinds(shop)) {
    await page.goto(path, { waitUntil: 'networkidle' });
    await expectNoBarrier(page, name);
  }
});

test('nothing bars anyone on the way from a search to an order', async ({ visitor, shop }) => {
  const page = await (await visitor({ colorScheme: 'light', reducedMotion: 'reduce' })).newPage();
  const [first, second] = partsOf(shop);
  await suggestions(page);
  await filters(page);
  await addPart(page, first!);
  await expectNoBarrier(page, 'a part in the cart');
  await addPart(page, second!);
  await page.goto('/cart', { waitUntil: 'networkidle' });
  await page.getByText('Add a note').first().click();
  await page.getByText(/^Take this cart/).click();
  await page.getByRole('button', { name: 'Link and QR code' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await expectNoBarrier(page, 'a full cart, a note and the ways to another device open');
  await page.getByLabel('What may we call you?').fill('Ana');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByText('Hello, Ana').first()).toBeVisible();
  await expectNoBarrier(page, 'greeted');
  await page.goto('/checkout', { waitUntil: 'networkidle' });
  await page.getByLabel('Email').fill('anna@');
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page.getByText('This does not look like an email address')).toBeVisible();
  await expectNoBarrier(page, 'a checkout with faults');
  for (const [label, value] of BUYER) {
    const field = page.getByLabel(label, { exact: true });
    await (label === 'Country' ? field.selectOption({ label: value }) : field.fill(value));
  }
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page.locator('h1')).toContainText('received');
  await expectNoBarrier(page, 'an order');
  await page.getByRole('button', { name: 'Cancel this order' }).click();
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible();
  await expectNoBarrier(page, 'a cancelled order');
});

async function suggestions(page: Page): Promise<void> {
  await page.goto('/', { waitUntil: 'networkidle' });
  await page.getByLabel('Search', { exact: true }).pressSequentially('tweet', { delay: 30 });
  await expect(page.getByRole('option').first()).toBeVisible();
  await expectNoBarrier(page, 'suggestions');
}

/** On a phone they are a sheet over the list. */
async function filters(page: Page): Promise<void> {
  await page.goto('/c/drivers?stock=in', { waitUntil: 'networkidle' });
  const way = page.getByRole('link', { name: /^Filters/ });
  if (await way.isVisible()) await way.click();
  await expect(page.getByRole('checkbox', { name: 'In stock' })).toBeVisible();
  await expectNoBarrier(page, 'filters');
}

test('the whole purchase by keyboard alone, and every stop is seen', async ({ page, shop }) => {
  const part = partsOf(shop)[0]!;
  const press = (key: string) => page.keyboard.press(key);
  await page.goto('/', { waitUntil: 'networkidle' });
  await press('/');
  await page.keyboard.type(part.title);
  await press('Enter');
  await page.waitForURL(/\/search\?/);
  await tabTo(page, page.locator('#results').getByRole('link', { name: part.title, exact: true }).first());
  await press('Enter');
  await page.waitForURL(/\/p\//);
  await page.waitForLoadState('networkidle');
  await tabTo(page, page.getByRole('main').getByLabel('Quantity').first());
  await press('ArrowUp');
  await tabTo(page, page.getByRole('button', { name: 'Add to cart', exact: true }).first());
  await press('Enter');
  await expect(page.getByText(/in the cart/).first()).toBeVisible();
  await tabTo(page, page.getByRole('link', { name: /^Cart/ }).first(), 'Shift+Tab');
  await press('Enter');
  await page.waitForURL('**/cart');
  await expect(page.getByLabel(`Quantity of ${part.title}`)).toHaveValue('2');
  await tabTo(page, page.getByRole('link', { name: 'Checkout' }));
  await press('Enter');
  await page.waitForURL('**/checkout');
  await page.waitForLoadState('networkidle');
  for (const [label, value] of BUYER) {
    await tabTo(page, page.getByLabel(label, { exact: true }));
    await page.keyboard.type(value);
  }
  await tabTo(page, page.getByRole('button', { name: 'Place order' }));
  await press('Enter');
  await expect(page.locator('h1')).toContainText('received');
  await expect(page.getByText('Lange Gasse 7')).toBeVisible();
});
