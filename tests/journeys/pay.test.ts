/** An order is paid on the practice provider's page: with script, without script, and after a decline. */
import { fillBuyer } from './buyer.ts';
import { expect, test, type Page } from './journey.ts';

async function orderToPay(page: Page): Promise<void> {
  await page.goto('/');
  const href = await page.locator('main a[href^="/p/"]').first().getAttribute('href');
  await page.goto(href!);
  await page.getByRole('button', { name: 'Add to cart' }).first().click();
  const hasCart = async () => (await page.context().cookies()).some(({ name }) => name === '__Host-cart');
  await expect.poll(hasCart).toBe(true);
  await page.goto('/checkout');
  await fillBuyer(page);
  await page.getByLabel('Practice page').check();
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]{22}$/);
}

const payButton = (page: Page) => page.getByRole('button', { name: /^Pay \D?[\d.,]+/ });

async function pay(page: Page): Promise<void> {
  const order = page.url();
  await expect(page.getByText('Waiting for the payment.')).toBeVisible();
  await payButton(page).click();
  await expect(page).toHaveURL(/\/practice\//);
  await page.goBack();
  await expect(page.getByText('A payment was begun and has not arrived yet.')).toBeVisible();
  await expect(page.getByText('Not paid yet.')).toHaveCount(0);
  await payButton(page).click();
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page).toHaveURL(order);
  await expect(page.getByText('Waiting for the payment.')).toBeVisible();
  await payButton(page).click();
  await payButton(page).click();
  await expect(page).toHaveURL(order);
  await expect(page.locator('h1')).toHaveText(/ paid$/);
  await expect(page.getByText(/^Paid: /)).toBeVisible();
  await expect(payButton(page)).toHaveCount(0);
}

test('an order is declined once, then paid, and its page says so', async ({ page }) => {
  await orderToPay(page);
  await pay(page);
});

test('without script: the same', async ({ visitor }) => {
  const context = await visitor({ javaScriptEnabled: false });
  const page = await context.newPage();
  await orderToPay(page);
  await pay(page);
});

test('the return address opens no order for a stranger', async ({ page, visitor }) => {
  await orderToPay(page);
  await payButton(page).click();
  const back = await page.getByRole('link', { name: 'Back without paying' }).getAttribute('href');
  const stranger = await (await visitor()).newPage();
  await stranger.goto(back!);
  await expect(stranger.locator('h1')).toHaveText(/^Payment for order/);
  await expect(stranger.getByText('Anna')).toHaveCount(0);
  expect(stranger.url()).not.toContain('/orders/');
});
