/** What an order's page offers later: the parcel to follow, the same parts once more with what differs, slip and invoice on paper. */
import { runCommand } from '../run-command.ts';
import { fillBuyer } from './buyer.ts';
import { addPart, partsOf, type Part } from './cart-ways.ts';
import { expect, test, type Page } from './journey.ts';
import { withSale } from './sale.ts';
import type { ShopServer } from './shop-server.ts';
import { variantsOfOnePart, withdraw } from './withdrawn.ts';

async function order(page: Page, part: Part): Promise<string> {
  await addPart(page, part);
  await page.goto('/checkout', { waitUntil: 'networkidle' });
  await fillBuyer(page);
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]{22}$/);
  return page.locator('h1 .number').innerText();
}

const command = (shop: ShopServer, ...words: string[]) =>
  runCommand(words, { SHOP_DIR: shop.folder, LOG_LEVEL: 'error' });

test('the same parts once more: at their prices, then at a price that changed, which is said', async ({
  page,
  shop,
}) => {
  const part = partsOf(shop).at(-1)!;
  await order(page, part);
  const again = page.getByRole('button', { name: 'Order these again' });
  await again.click();
  await expect(page.getByText('They are in your cart, at the prices of this order.')).toBeVisible();
  await withSale(shop, part, async () => {
    await again.click();
    await expect(page.getByText('What can be had is in your cart. Not as it was:')).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: `${part.title} now costs $` })).toContainText(
      'it was $',
    );
  });
  await page.getByRole('link', { name: 'See the cart' }).click();
  await expect(page.getByLabel(`Quantity of ${part.title}`, { exact: true })).toHaveValue('2');
});

test('two variants of one part that are no longer sold are each named, and the button stays of use', async ({
  page,
  shop,
}) => {
  const pair = variantsOfOnePart(shop);
  for (const { variant } of pair.variants) {
    await page.goto(`/p/${pair.slug}?variant=${variant}`, { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: 'Add to cart', exact: true }).first().click();
    await expect(page.getByText(/in the cart/).first()).toBeVisible();
  }
  await page.goto('/checkout', { waitUntil: 'networkidle' });
  await fillBuyer(page);
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page).toHaveURL(/\/orders\/[\w-]{22}$/);
  const again = page.getByRole('button', { name: 'Order these again' });
  const restore = withdraw(shop, pair.variants);
  try {
    await again.click();
    for (const { option } of pair.variants)
      await expect(page.getByText(`${pair.title}, ${option} is no longer sold.`)).toBeVisible();
    await expect(again).toBeEnabled();
  } finally {
    restore();
  }
});

test('the parcel is followed from the order’s page, and nothing of the order goes with the link', async ({
  page,
  shop,
}) => {
  const number = await order(page, partsOf(shop)[1]!);
  const url = 'https://post.example/track/AT7';
  expect((await command(shop, 'order', number, 'pack')).code).toBe(0);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Cancel this order' })).toHaveCount(0);
  expect(
    (await command(shop, 'order', number, 'ship', '--carrier', 'Post', '--code', 'AT7', '--url', url)).code,
  ).toBe(0);
  await page.reload();
  const link = page.getByRole('link', { name: 'Follow parcel AT7' });
  await expect(link).toHaveAttribute('href', url);
  await expect(link).toHaveAttribute('rel', /noreferrer/);
  await expect(page.getByRole('listitem').filter({ hasText: 'Sent' })).toHaveAttribute(
    'aria-current',
    'step',
  );
});

test('the invoice is one paper: the page of the order leads to what the command writes', async ({
  page,
  shop,
}) => {
  const part = partsOf(shop)[2]!;
  const number = await order(page, part);
  const address = page.url();
  await page.getByRole('link', { name: 'Invoice to print' }).click();
  await expect(page).toHaveURL(`${address}/invoice`);
  await expect(page.locator('h1')).toHaveText(`Invoice ${number}`);
  await expect(page.getByText('Lange Gasse 7')).toBeVisible();
  await expect(page.getByRole('table').first()).toContainText(part.title);
  const answer = (await page.reload())!;
  const printed = await command(shop, 'order', number, 'invoice', '--out', '-');
  expect(await answer.text()).toBe(printed.out);
  expect(answer.headers()['cache-control']).toContain('no-store');
  // The policy lets the paper's own style through.
  expect(await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  );
  await page.goto(address);
  await page.getByRole('button', { name: 'Cancel this order' }).click();
  await expect(page.locator('h1')).toContainText('cancelled');
  await expect(page.getByRole('link', { name: 'Invoice to print' })).toHaveCount(0);
  expect((await page.goto(`${address}/invoice`))?.status()).toBe(404);
});

test('a lost link names the address it goes to, and keeps it in its field', async ({ page }) => {
  await page.goto('/orders');
  const email = page.getByLabel('Email', { exact: true });
  await email.fill('anna+lost@example.org');
  await page.getByRole('button', { name: 'Send the links again' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'anna+lost@example.org' })).toBeVisible();
  await expect(email).toHaveValue('anna+lost@example.org');
});
