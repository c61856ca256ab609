/** What is carried elsewhere is the cart as it is, whole; what is opened says what came, and nothing happens twice. */
import { addPart, expectQuantity, lineOf, partsOf, synced } from './cart-ways.ts';
import { expect, test, type Page } from './journey.ts';

const TAKE = 'Take this cart to another device';
const OPEN = 'Open a cart from another device here';

async function takeAlong(page: Page): Promise<void> {
  await page.goto('/cart', { waitUntil: 'networkidle' });
  await page.getByText(TAKE).click();
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code from the other device').fill(code);
  await page.getByRole('button', { name: 'Share that cart' }).click();
}

const shownLink = (page: Page) => page.getByLabel('Link with this cart in it');

test('a link is of the cart as it is: notes and saved parts go along, and a changed cart has none', async ({
  shop,
  page,
  visitor,
}) => {
  const [first, second] = partsOf(shop);
  for (const part of [first!, second!]) await addPart(page, part);
  await page.goto('/cart', { waitUntil: 'networkidle' });
  await lineOf(page, first!).getByText('Add a note').click();
  await page.getByLabel(`Note for ${first!.title}`).fill('R1, left');
  await page.getByRole('button', { name: 'Keep note' }).click();
  await lineOf(page, second!).getByRole('button', { name: 'Save for later' }).click();
  await expect(page.getByRole('heading', { name: 'Saved for later' })).toBeVisible();
  await page.getByText(TAKE).click();
  await page.getByRole('button', { name: 'Link and QR code' }).click();
  const link = await shownLink(page).inputValue();
  await page.getByLabel(`More of ${first!.title}`).click();
  await expectQuantity(page, first!, 2);
  await expect(shownLink(page)).toHaveCount(0);
  await expect(page.getByText('The cart has changed since its link was made.')).toBeVisible();

  const other = await (await visitor()).newPage();
  await other.goto(link);
  await expectQuantity(other, first!, 1);
  await expect(lineOf(other, first!).getByText('Note: R1, left')).toBeVisible();
  await expect(other.getByText('1 line came to “Saved for later”.')).toBeVisible();
  await expect(other.getByRole('heading', { name: second!.title })).toBeVisible();

  // With saved parts alone there is a way out of here, too.
  await lineOf(page, first!).getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('Your cart is empty.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Link and QR code' })).toBeVisible();
});

test('a code on its own cart stays good, and silence says nothing of a code', async ({
  shop,
  page,
  visitor,
}) => {
  const [first] = partsOf(shop);
  await addPart(page, first!);
  await synced(page);
  await takeAlong(page);
  await page.getByRole('button', { name: 'Code for another device' }).click();
  const code = (await page.locator('.code').textContent())!;
  await typeCode(page, code);
  await expect(page.getByText('This is the code of this very cart.')).toBeVisible();
  const other = await (await visitor()).newPage();
  await other.goto('/cart', { waitUntil: 'networkidle' });
  await other.getByText(OPEN).click();
  await other.route('**/api/cart/take', (route) => route.abort('internetdisconnected'));
  await typeCode(other, code);
  await expect(other.getByText('The shop does not answer, so nobody knows')).toBeVisible();
  await other.unroute('**/api/cart/take');
  await typeCode(other, code);
  await expectQuantity(other, first!, 1);
  await expect(page.getByText(code)).toHaveCount(0);
});

test('the same file opens again, what was removed is added once, what is of no shop is left out', async ({
  shop,
  page,
}) => {
  const [first] = partsOf(shop);
  await addPart(page, first!);
  await takeAlong(page);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  const file = await (await saving).path();
  await page.getByLabel('A saved cart').setInputFiles(file);
  await expect(page.getByText('Everything in it was here already.')).toBeVisible();
  await expect(page.getByLabel('A saved cart')).toHaveValue('');
  await lineOf(page, first!).getByRole('button', { name: 'Remove' }).click();
  await page.getByText(OPEN).waitFor();
  await page.getByLabel('A saved cart').setInputFiles(file);
  await page.getByRole('button', { name: 'Add these again' }).dblclick();
  await expectQuantity(page, first!, 1);

  await page.getByLabel('A saved cart').setInputFiles('tests/fixtures/carts/parcel-1.txt');
  await expect(page.getByText('2 lines of it are no parts of this shop, and left out.')).toBeVisible();
  await expectQuantity(page, first!, 1);
  await expect(page.getByText('A part we are asking the shop about')).toHaveCount(0);
});
