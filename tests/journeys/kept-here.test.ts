/** What the device keeps, listed as it is: nothing that is not there, nothing left out, nothing lost by one press. */
import { addPart, cookieNames, partsOf, synced } from './cart-ways.ts';
import { expect, test, type Page } from './journey.ts';
import { offlineReady, orderOffline } from './offline-ways.ts';

const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });

test('the number of the cart is listed where it is, and only there', async ({ shop, page }) => {
  await page.goto('/cookies');
  await expect(rowOf(page, '__Host-cid')).toContainText('nothing');
  await expect(rowOf(page, '__Host-cid').getByRole('button')).toHaveCount(0);
  await addPart(page, partsOf(shop)[0]!);
  await synced(page);
  await page.goto('/cookies');
  await expect(rowOf(page, '__Host-cid')).toContainText('33 bytes');
  await expect(rowOf(page, 'sessionStorage')).toContainText('how far you had scrolled');
});

test('an order that was not sent is deleted on a second word only', async ({ shop, page }) => {
  await page.goto('/');
  await offlineReady(page);
  await shop.stop();
  try {
    await orderOffline(page, partsOf(shop)[4]!.slug);
    await page.goto('/cookies');
    const row = rowOf(page, 'outbox, keys');
    await row.getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('You would lose 1 order the shop has not confirmed.')).toBeVisible();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await expect(row).toContainText('1 order');
    await row.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Yes, delete' }).click();
    await expect(row).toContainText('nothing');
  } finally {
    await shop.restart();
  }
});

test('forgotten without a network: said why, and finished by itself once there is one', async ({
  shop,
  page,
  context,
}) => {
  await addPart(page, partsOf(shop)[0]!);
  await synced(page);
  await page.goto('/cookies', { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Forget me on this device' }).click();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Yes, forget me' }).click();
  await expect(page.getByText('The shop did not answer, and only it can delete __Host-cid')).toBeVisible();
  await context.setOffline(false);
  await expect(page).toHaveURL(/forgotten/);
  await expect.poll(() => cookieNames(context)).toEqual([]);
  for (const name of ['sessionStorage', 'Service worker', 'Cache storage'])
    await expect(rowOf(page, name)).toContainText('nothing');
  await page.goto('/cart');
  await expect(page.getByText('Your cart is empty.')).toBeVisible();
});
