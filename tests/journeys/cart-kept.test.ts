/** What must stay with the shopper: ways back, notes and saved lines where storage fails, and what a press in another tab means. */
import type { Page } from '@playwright/test';
import { COOKIE_BYTES, encodeCart } from '#domain/cart/cookie-codec.ts';
import { EMPTY_CART } from '#domain/cart/cart.ts';
import { addPart, expectQuantity, lineOf, partsOf, type Part } from './cart-ways.ts';
import { expect, test } from './journey.ts';

async function press(page: Page, part: Part, name: string): Promise<void> {
  await lineOf(page, part).getByRole('button', { name }).click();
}

const undoOf = (page: Page) => page.getByRole('button', { name: 'Undo' });

test('every removal can be taken back, one after another, after a reload too, by the keyboard', async ({
  shop,
  page,
}) => {
  const [first, second] = partsOf(shop) as [Part, Part];
  await addPart(page, first);
  await addPart(page, second);
  await page.goto('/cart', { waitUntil: 'networkidle' });
  await press(page, first, 'Remove');
  await expect(undoOf(page)).toBeFocused();
  await press(page, second, 'Save for later');
  await expect(page.getByText(`${second.title} is saved for later.`)).toBeVisible();
  await expect(lineOf(page, second)).toHaveCount(1);
  await press(page, second, 'Remove');
  await expect(lineOf(page, second)).toHaveCount(0);
  await expect(undoOf(page)).toBeFocused();
  await page.reload({ waitUntil: 'networkidle' });
  await page.getByText(`${second.title} is no longer saved for later.`).waitFor();
  await undoOf(page).click();
  await expect(lineOf(page, second).getByRole('button', { name: 'Move to cart' })).toBeVisible();
  await undoOf(page).press('Enter');
  await expectQuantity(page, second, 1);
  await undoOf(page).press('Enter');
  await expectQuantity(page, first, 1);
  await expect(undoOf(page)).toHaveCount(0);
});

test('what was removed in one tab is not brought back by a field in the other', async ({
  shop,
  page,
  context,
}) => {
  const [part, stays] = partsOf(shop) as [Part, Part];
  await addPart(page, part);
  await addPart(page, stays);
  await page.goto('/cart', { waitUntil: 'networkidle' });
  const other = await context.newPage();
  await other.goto('/cart', { waitUntil: 'networkidle' });
  await other.getByLabel(`Quantity of ${part.title}`, { exact: true }).fill('7');
  await press(page, part, 'Remove');
  await expect(lineOf(other, part)).toHaveCount(0);
  await other.reload({ waitUntil: 'networkidle' });
  await expectQuantity(other, stays, 1);
  await expect(lineOf(other, part)).toHaveCount(0);
});

test('a cart that came from a cookie without room for all of it says so', async ({ shop, page, context }) => {
  const [part] = partsOf(shop) as [Part];
  const added = new Map([['AAECAwQFBgc', { variant: part.variant, n: 2, kind: 'add', at: 1 }] as const]);
  const value = encodeCart({ ...EMPTY_CART, added }, [], 0, [], COOKIE_BYTES, { isPartial: true });
  await context.addCookies([
    { name: '__Host-cart', value, url: new URL('/', shop.origin).href, secure: true, sameSite: 'Lax' },
  ]);
  await page.route('**/api/cart', (route) => route.abort());
  await page.goto('/cart', { waitUntil: 'networkidle' });
  await expect(page.getByText('This may not be your whole cart.')).toBeVisible();
  await page.unroute('**/api/cart');
  await page.reload();
  await expect(page.getByText('This may not be your whole cart.')).toHaveCount(0);
});
