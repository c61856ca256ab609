/** One cart in two tabs at the checkout: nothing is ordered twice, and nothing is taken along that was not shown. */
import { fillBuyer } from './buyer.ts';
import { expect, test, type BrowserContext, type Page } from './journey.ts';

interface Sent {
  readonly checkoutId: string;
  readonly lines: readonly { readonly n: number }[];
}

function ordersSent(context: BrowserContext): Sent[] {
  const sent: Sent[] = [];
  context.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/checkout'))
      sent.push(request.postDataJSON() as Sent);
  });
  return sent;
}

async function add(page: Page): Promise<void> {
  await page.goto('/');
  const href = await page.locator('main a[href^="/p/"]').first().getAttribute('href');
  await page.goto(href!);
  const cookie = async () =>
    (await page.context().cookies()).find(({ name }) => name === '__Host-cart')?.value ?? '';
  const before = await cookie();
  await page.getByRole('button', { name: 'Add to cart' }).first().click();
  await expect.poll(cookie).not.toBe(before);
}

async function openCheckout(page: Page): Promise<void> {
  await page.goto('/checkout');
  await fillBuyer(page);
  await expect(page.getByRole('button', { name: 'Place order' })).toBeEnabled();
}

test('pieces added in another tab are shown before they are ordered', async ({ page, context }) => {
  const sent = ordersSent(context);
  await add(page);
  await openCheckout(page);
  const other = await context.newPage();
  await add(other);
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page.getByText('Your cart has changed meanwhile')).toBeVisible();
  expect(sent).toEqual([]);
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]{22}$/);
  expect(sent.map((order) => order.lines.map(({ n }) => n))).toEqual([[2]]);
});

test('placed in one tab, the same cart is not ordered again by the other', async ({ page, context }) => {
  const sent = ordersSent(context);
  await add(page);
  await openCheckout(page);
  const other = await context.newPage();
  await openCheckout(other);
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]{22}$/);
  await other.getByRole('button', { name: 'Place order' }).click();
  await expect(other.getByText('Your cart is empty')).toBeVisible();
  expect(new Set(sent.map(({ checkoutId }) => checkoutId)).size).toBe(1);
});
