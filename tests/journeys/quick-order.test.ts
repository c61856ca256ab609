/** A parts list as people have it: nothing is matched in silence, nothing added twice. */
import type { Page } from '@playwright/test';
import { expectQuantity, lineOf, partsOf } from './cart-ways.ts';
import { expect, test } from './journey.ts';
import { rowsOf } from './shop-rows.ts';
import type { ShopServer } from './shop-server.ts';

/** A part of the demo shop as its own database has it. */
function partOf(shop: ShopServer, where: string): { sku: string } {
  const [row] = rowsOf(
    shop,
    `select v.sku from variants v join products p on p.id = v.product_id
     where p.on_sale = 1 and ${where} order by v.id limit 1`,
  );
  return { sku: String(row!['sku']) };
}

const skuOf = (shop: ShopServer, variant: number): string => partOf(shop, `v.id = ${variant}`).sku;

async function find(page: Page, list: string | Buffer): Promise<void> {
  await page.goto('/quick-order', { waitUntil: 'networkidle' });
  if (typeof list === 'string') await page.getByLabel('Parts list').fill(list);
  else
    await page
      .getByLabel('Or open a file')
      .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: list });
  await page.getByRole('button', { name: 'Find these parts' }).click();
}

test('a value that differs, or cannot be compared, is looked at before it is taken', async ({
  shop,
  page,
}) => {
  const [capacitor, resistor] = [partOf(shop, "v.sku = 'MKT-10-100'"), partOf(shop, "v.sku = 'RN10-1R2'")];
  // As an older spreadsheet writes it: one byte a sign.
  const rows = ['4.7uF 100V', '4.7 µF', '10 µF 100V', 'yes'].map((value) => `${capacitor.sku},1,${value}`);
  const list = ['SKU,Qty,Value', ...rows, `${resistor.sku},1,4700`, `${resistor.sku},1,1R2 5%`].join('\n');
  await find(page, Buffer.from(list, 'latin1'));
  const line = (n: number) => page.getByRole('row').nth(n);
  for (const n of [1, 2])
    await expect(line(n)).toContainText(/Look at this: the list says 4\.7.*this part has 10/);
  await expect(line(3)).toContainText('Matched');
  await expect(line(4)).toContainText('cannot be compared');
  await expect(line(5)).toContainText('this part has 1.2');
  await expect(line(6)).toContainText('Matched');
  await line(4).getByRole('button', { name: 'all the same' }).click();
  await expect(line(4)).toContainText('Your choice;');
  await expect(page.getByRole('button', { name: 'Add 3 lines to the cart' })).toBeEnabled();
});

test('pressed twice it is added once; notes of one part stand beside each other', async ({ shop, page }) => {
  const [first, second] = partsOf(shop);
  const [a, b] = [skuOf(shop, first!.variant), skuOf(shop, second!.variant)];
  await find(page, `SKU,Qty,Note\n${a},1,R1\n${b},2,"R2,\nR3"\n${a},1,R4\n`);
  await page.getByRole('button', { name: 'Add 3 lines to the cart' }).dblclick();
  await expect(page.getByText('3 lines are in the cart.')).toBeInViewport();
  await expect(page.getByRole('button', { name: /to the cart/ })).toHaveCount(0);
  await page.goto('/cart');
  await expectQuantity(page, first!, 2);
  await expectQuantity(page, second!, 2);
  await expect(lineOf(page, first!).getByText('Note: R1; R4')).toBeVisible();
  await expect(lineOf(page, second!).getByText('Note: R2, R3')).toBeVisible();
});
