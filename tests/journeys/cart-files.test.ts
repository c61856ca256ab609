/** The cart as a file: one that another device opens, and one for spreadsheets that the quick order reads back. */
import { addPart, expectQuantity, lineOf, partsOf, type Part } from './cart-ways.ts';
import { expect, test, type Page } from './journey.ts';

/** Opens the ways to carry the cart, presses one of them and gives the file it saves. */
async function save(page: Page, way: string): Promise<string> {
  await page.getByText('Take this cart to another device').click();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: way, exact: true }).click();
  return (await saving).path();
}

async function openHere(page: Page, file: string): Promise<void> {
  await page.goto('/cart', { waitUntil: 'networkidle' });
  await page.getByText(/another device, or open one here|from another device here/).click();
  await page.getByLabel('A saved cart').setInputFiles(file);
}

async function more(page: Page, part: Part, n: number): Promise<void> {
  await page.getByLabel(`More of ${part.title}`).click();
  await expectQuantity(page, part, n);
}

test('a saved cart opens elsewhere: merged, said, undone, and never twice', async ({
  shop,
  page,
  visitor,
}) => {
  const [first, second] = partsOf(shop) as [Part, Part];
  await addPart(page, first);
  await page.goto('/cart');
  await more(page, first, 2);
  const file = await save(page, 'Save as a file');
  const other = await (await visitor()).newPage();
  await addPart(other, second);
  await openHere(other, file);
  await expect(other.getByText('1 line came in.')).toBeVisible();
  await expectQuantity(other, first, 2);
  await expectQuantity(other, second, 1);
  await openHere(other, file);
  await expect(other.getByText('Everything in it was here already.')).toBeVisible();
  await expectQuantity(other, first, 2);

  // What was removed stays so when it comes again, until the shopper says otherwise.
  await lineOf(other, first).getByRole('button', { name: 'Remove' }).click();
  await openHere(other, file);
  await expect(other.getByText('1 line of it you had removed here before.')).toBeVisible();
  await expect(lineOf(other, first)).toHaveCount(0);
  await other.getByRole('button', { name: 'Add these again' }).click();
  await expectQuantity(other, first, 2);

  const third = await (await visitor()).newPage();
  await addPart(third, second);
  await openHere(third, file);
  await expectQuantity(third, first, 2);
  await third.getByRole('button', { name: 'Undo' }).click();
  await expect(lineOf(third, first)).toHaveCount(0);
  await expectQuantity(third, second, 1);
});

test('a cart saved as CSV comes back through the quick order, notes and all', async ({
  shop,
  page,
  visitor,
}) => {
  const [first, second] = partsOf(shop) as [Part, Part];
  for (const part of [first, second]) await addPart(page, part);
  await page.goto('/cart');
  await more(page, first, 2);
  await lineOf(page, second).getByText('Add a note').click();
  await page.getByLabel(`Note for ${second.title}`).fill('=R1, "left"; right');
  await page.getByRole('button', { name: 'Keep note' }).click();
  await expect(lineOf(page, second).getByText('Note: =R1')).toBeVisible();
  const file = await save(page, 'Save as CSV');
  const other = await (await visitor()).newPage();
  await other.goto('/quick-order', { waitUntil: 'networkidle' });
  await other.getByLabel('Or open a file').setInputFiles(file);
  await other.getByRole('button', { name: 'Find these parts' }).click();
  await other.getByRole('button', { name: 'Add 2 lines to the cart' }).click();
  await expect(other.getByText('2 lines are in the cart.')).toBeVisible();
  await other.goto('/cart');
  await expectQuantity(other, first, 2);
  await expectQuantity(other, second, 1);
  await expect(lineOf(other, second).getByText('Note: =R1, "left"; right')).toBeVisible();
});
