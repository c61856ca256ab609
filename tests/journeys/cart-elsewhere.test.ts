/** The cart carried to another device, a parts list turned into a cart, and everything forgotten. */
import { expectNoBarrier } from './barriers.ts';
import { addPart, cookieNames, expectQuantity, lineOf, partsOf, synced } from './cart-ways.ts';
import { expect, test } from './journey.ts';
import { rowsOf } from './shop-rows.ts';

test('a link opens the cart on another device, merges, and can be undone', async ({
  shop,
  page,
  visitor,
}) => {
  const [first, second] = partsOf(shop);
  await addPart(page, first!);
  await page.goto('/cart');
  await page.getByText('Take this cart to another device').click();
  await page.getByRole('button', { name: 'Link and QR code' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  const link = await page.getByLabel('Link with this cart in it').inputValue();
  const other = await (await visitor()).newPage();
  await addPart(other, second!);
  await other.goto(link);
  await expectQuantity(other, first!, 1);
  await expectQuantity(other, second!, 1);
  expect(other.url()).not.toContain('take=');
  await other.getByRole('button', { name: 'Undo' }).click();
  await expect(lineOf(other, first!)).toHaveCount(0);
  await expectQuantity(other, second!, 1);
});

test('a code lets another device share the cart', async ({ shop, page, visitor }) => {
  const [first, second] = partsOf(shop);
  await addPart(page, first!);
  await page.goto('/cart');
  await page.getByText('Take this cart to another device').click();
  await page.getByRole('button', { name: 'Code for another device' }).click();
  const code = await page.locator('.code').textContent();
  const other = await (await visitor()).newPage();
  await other.goto('/cart');
  await other.getByText('Open a cart from another device here').click();
  await other.getByLabel('Code from the other device').fill(code!);
  await other.getByRole('button', { name: 'Share that cart' }).click();
  await expectQuantity(other, first!, 1);
  await addPart(other, second!);
  await expect
    .poll(async () => {
      await page.goto('/cart');
      return lineOf(page, second!).count();
    })
    .toBe(1);
});

test('a parts list becomes a cart, line by line', async ({ shop, page }) => {
  const parts = partsOf(shop);
  const sku = (variant: number): string =>
    String(rowsOf(shop, 'select sku from variants where id = ?', variant)[0]!['sku']);
  const [a, b] = [sku(parts[0]!.variant), sku(parts[1]!.variant)];
  await page.goto('/quick-order');
  await page.getByLabel('Parts list').fill(`${a} 3\n2 x ${b.toLowerCase()}\nno-such-part-77 1`);
  await page.getByRole('button', { name: 'Find these parts' }).click();
  await expect(page.getByText('Not found')).toHaveCount(1);
  await expectNoBarrier(page, 'a parts list that was read');
  await page.getByRole('button', { name: 'Add 2 lines to the cart' }).click();
  await expect(page.getByText('2 lines are in the cart; 1 stayed here.')).toBeVisible();
  await page.goto('/cart');
  await expectQuantity(page, parts[0]!, 3);
  await expectQuantity(page, parts[1]!, 2);
});

test('the number of the cart is deleted by itself; the name and the cart stay', async ({
  shop,
  page,
  context,
}) => {
  const [part] = partsOf(shop);
  await addPart(page, part!);
  await synced(page);
  await page.goto('/cookies');
  await page.getByLabel('What may we call you?').fill('Ana');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect.poll(() => cookieNames(context)).toContain('__Host-name');
  const gone = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
  await page
    .getByRole('row')
    .filter({ hasText: '__Host-cid' })
    .getByRole('button', { name: 'Delete' })
    .click();
  expect((await gone).ok()).toBe(true);
  expect(await cookieNames(context)).toEqual(expect.arrayContaining(['__Host-cart', '__Host-name']));
  await page.goto('/cart');
  await expectQuantity(page, part!, 1);
});

test('what is stored is listed live, and forgotten with one button', async ({ shop, page, context }) => {
  const [part] = partsOf(shop);
  await addPart(page, part!);
  await expect.poll(() => cookieNames(context)).toEqual(['__Host-cart', '__Host-cid']);
  await page.goto('/cookies');
  const row = page.getByRole('row').filter({ hasText: '__Host-cart' });
  await expect(row).toContainText('bytes');
  await page.getByRole('button', { name: 'Forget me on this device' }).click();
  await page.getByRole('button', { name: 'Yes, forget me' }).click();
  await expect(page).toHaveURL(/forgotten/);
  await expect.poll(() => cookieNames(context)).toEqual([]);
  await page.goto('/cart');
  await expect(page.getByText('Your cart is empty.')).toBeVisible();
});
