/** The cart that waits: buy, come back, lose a store, two tabs, no script. */
import { addPart, cookieNames, expectQuantity, lineOf, partsOf, synced, wipeDatabase } from './cart-ways.ts';
import { expect, test } from './journey.ts';

test('no cookie is set before the visitor acts', async ({ shop, page, context }) => {
  const [part] = partsOf(shop);
  for (const path of ['/', '/c/tools', `/p/${part!.slug}`, '/cart', '/cookies', '/privacy'])
    await page.goto(path);
  await page.waitForTimeout(500);
  expect(await cookieNames(context)).toEqual([]);
});

test('what is added is there, can be changed, removed and brought back', async ({ shop, page, context }) => {
  const [first, second] = partsOf(shop);
  await addPart(page, first!);
  await addPart(page, second!);
  await page.getByRole('link', { name: 'Cart', exact: true }).locator('visible=true').click();
  await expectQuantity(page, first!, 1);
  await page.getByLabel(`More of ${first!.title}`).click();
  await page.getByLabel(`More of ${first!.title}`).click();
  await expectQuantity(page, first!, 3);
  await lineOf(page, second!).getByRole('button', { name: 'Remove' }).click();
  await expect(lineOf(page, second!)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expectQuantity(page, second!, 1);
  expect(await cookieNames(context)).toEqual(['__Host-cart', '__Host-cid']);
  const cookies = await context.cookies();
  const days = (name: string) =>
    (cookies.find((one) => one.name === name)!.expires - Date.now() / 1_000) / 86_400;
  expect(days('__Host-cart')).toBeGreaterThan(399);
  expect(cookies.find((one) => one.name === '__Host-cid')).toMatchObject({ httpOnly: true, secure: true });
  await expect(page.getByRole('link', { name: 'Checkout' })).toBeInViewport();
});

test('notes and what is saved for later stay with the cart', async ({ shop, page }) => {
  const [part] = partsOf(shop);
  await addPart(page, part!);
  await page.goto('/cart');
  await lineOf(page, part!).getByText('Add a note').click();
  await page.getByLabel(`Note for ${part!.title}`).fill('left + right');
  await page.getByRole('button', { name: 'Keep note' }).click();
  await expect(lineOf(page, part!).getByText('Note: left + right')).toBeVisible();
  await lineOf(page, part!).getByRole('button', { name: 'Save for later' }).click();
  await expect(page.getByText('Your cart is empty.')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Move to cart' }).click();
  await expectQuantity(page, part!, 1);
  await expect(lineOf(page, part!).getByText('Note: left + right')).toBeVisible();
});

test('after a browser restart the cart is as it was and the visitor is greeted', async ({ shop, device }) => {
  const phone = await device();
  let context = await phone.open();
  let page = await context.newPage();
  const [part] = partsOf(shop);
  await addPart(page, part!);
  await page.goto('/cart');
  await page.getByLabel('What may we call you?').fill('Ana <b>');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByText('Welcome back, Ana <b>.')).toBeVisible();
  await phone.close();
  context = await phone.open();
  page = await context.newPage();
  await page.goto('/');
  await expect(page.getByText('Hello, Ana <b>').first()).toBeVisible();
  await page.goto('/cart');
  await expectQuantity(page, part!, 1);
  await page.getByRole('button', { name: 'Forget my name' }).click();
  await expect(page.getByText('Hello,')).toHaveCount(0);
  expect(await cookieNames(context)).toEqual(['__Host-cart', '__Host-cid']);
});

test('wiping the cookies loses nothing, and they come back', async ({ shop, page, context }) => {
  const [part] = partsOf(shop);
  await addPart(page, part!);
  await context.clearCookies();
  await page.goto('/cart');
  await expectQuantity(page, part!, 1);
  await expect.poll(() => cookieNames(context)).toEqual(['__Host-cart', '__Host-cid']);
});

test('wiping IndexedDB loses nothing', async ({ shop, page }) => {
  const [part] = partsOf(shop);
  await addPart(page, part!);
  await synced(page).catch(() => undefined);
  await wipeDatabase(page);
  await page.goto('/cart');
  await expectQuantity(page, part!, 1);
  await expect(lineOf(page, part!)).toBeVisible();
});

test('two tabs show the same cart within a second', async ({ shop, page, context }) => {
  const [first, second] = partsOf(shop);
  await addPart(page, first!);
  await page.goto('/cart');
  const other = await context.newPage();
  await addPart(other, second!);
  await expectQuantity(page, second!, 1);
  await page.getByLabel(`More of ${second!.title}`).click();
  await other.goto('/cart');
  await expectQuantity(other, second!, 2);
});

test('without script the cart works by forms alone', async ({ shop, visitor }) => {
  const context = await visitor({ javaScriptEnabled: false });
  const page = await context.newPage();
  const [first, second] = partsOf(shop);
  for (const part of [first!, second!]) {
    await page.goto(`/p/${part.slug}`);
    await page.getByRole('button', { name: 'Add to cart', exact: true }).first().click();
    await expect(page).toHaveURL(/\/cart/);
  }
  await expectQuantity(page, first!, 1);
  await page.getByLabel(`Quantity of ${first!.title}`, { exact: true }).fill('4');
  await lineOf(page, first!).getByRole('button', { name: 'Update' }).click();
  await expectQuantity(page, first!, 4);
  await lineOf(page, second!).getByRole('button', { name: 'Remove' }).click();
  await expect(lineOf(page, second!)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expectQuantity(page, second!, 1);
});
