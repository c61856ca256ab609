/** A code used on a device that has lines of its own: what came is told, and can be taken back. */
import { addPart, expectQuantity, lineOf, partsOf, type Part } from './cart-ways.ts';
import { expect, test } from './journey.ts';

test('a code taken beside other lines says what came, with undo', async ({ shop, page, visitor }) => {
  const [first, second] = partsOf(shop) as [Part, Part];
  await addPart(page, first);
  await page.goto('/cart', { waitUntil: 'networkidle' });
  await page.getByText('Take this cart to another device').click();
  await page.getByRole('button', { name: 'Code for another device' }).click();
  const code = await page.locator('.code').textContent();
  const other = await (await visitor()).newPage();
  await addPart(other, second);
  await other.goto('/cart', { waitUntil: 'networkidle' });
  await other.getByText('Take this cart to another device').click();
  await other.getByLabel('Code from the other device').fill(code!);
  await other.getByRole('button', { name: 'Share that cart' }).click();
  await expect(other.getByText('1 line came from your other device.')).toBeVisible();
  await expectQuantity(other, first, 1);
  await other.getByRole('button', { name: 'Undo' }).click();
  await expect(lineOf(other, first)).toHaveCount(0);
  await expectQuantity(other, second, 1);
});
