/** An address that lacks what its country needs is said beside its field, and nothing typed is lost: with script and without. */
import { fillBuyer } from './buyer.ts';
import { addPart, partsOf } from './cart-ways.ts';
import { expect, test, type Page } from './journey.ts';

/** A country nobody has: as a changed page, an old autofill or a curious shopper would send it. */
async function chooseNowhere(page: Page): Promise<void> {
  await page.getByLabel('Country').evaluate((select: HTMLSelectElement) => {
    select.add(new Option('Nowhere', 'ZZ'));
    select.value = 'ZZ';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

/** The message that belongs to a control by its description, as a screen reader finds it. */
async function saidOf(page: Page, label: string): Promise<string> {
  const control = page.getByLabel(label);
  await expect(control).toHaveAttribute('aria-invalid', 'true');
  const ids = (await control.getAttribute('aria-describedby'))!.split(' ');
  return page.locator(`#${ids.at(-1)!}`).innerText();
}

async function expectTyped(page: Page): Promise<void> {
  await expect(page.getByLabel('Email')).toHaveValue('anna@example.org');
  await expect(page.getByLabel('Your name')).toHaveValue('Anna Beispiel');
  await expect(page.getByLabel('Street address')).toHaveValue('Lange Gasse 7');
  await expect(page.getByLabel('City')).toHaveValue('Wien');
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with script' : 'without script';

  test(`a country that is none is asked for beside its field, ${how}`, async ({ visitor, shop }) => {
    const page = await (await visitor({ javaScriptEnabled })).newPage();
    await startBuying(page, javaScriptEnabled, partsOf(shop)[0]!);
    await fillBuyer(page);
    await chooseNowhere(page);
    await page.getByRole('button', { name: 'Place order' }).click();
    await expect(page.getByText('Please choose a country.')).toBeVisible();
    expect(await saidOf(page, 'Country')).toBe('Please choose a country.');
    await expectTyped(page);
    await expect(page.getByLabel('Postal code')).toHaveValue('1080');
    await page.getByLabel('Country').selectOption('AT');
    await placed(page);
  });

  test(`a postal code and a state are asked for where there are such, ${how}`, async ({ visitor, shop }) => {
    const page = await (await visitor({ javaScriptEnabled })).newPage();
    await startBuying(page, javaScriptEnabled, partsOf(shop)[0]!);
    await fillBuyer(page, 'US');
    await page.getByLabel('Postal code').fill('');
    await page.getByRole('button', { name: 'Place order' }).click();
    await expect(page.getByText('Please give the postal code.')).toBeVisible();
    expect(await saidOf(page, 'Postal code')).toBe('Please give the postal code.');
    expect(await saidOf(page, 'State')).toMatch(/^Please give the state/);
    await expectTyped(page);
    await expect(page.getByLabel('Country')).toHaveValue('US');
    // Ireland has no such need, and nobody is kept from ordering there.
    await page.getByLabel('Country').selectOption('IE');
    await placed(page);
  });
}

async function startBuying(
  page: Page,
  hasScript: boolean,
  part: { slug: string; title: string; variant: number },
) {
  if (hasScript) await addPart(page, part);
  else {
    await page.goto(`/p/${part.slug}`);
    await page.getByRole('button', { name: 'Add to cart', exact: true }).first().click();
  }
  await page.goto('/checkout', { waitUntil: 'networkidle' });
}

/** Another country may mean another total, which is shown before it counts: then a second press orders. */
async function placed(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Place order' });
  const order = page.locator('h1', { hasText: /^Order .* received$/ });
  await button.click();
  await expect(order.or(page.getByText(/total has changed|is not the one/i)).first()).toBeVisible();
  if (!(await order.isVisible())) await button.click();
  await expect(order).toBeVisible();
}
