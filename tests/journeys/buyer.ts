/** The buyer of the journeys: what is typed at checkout, all of it good; `country` by its code. */
import type { Page } from './journey.ts';

export async function fillBuyer(page: Page, country = 'AT'): Promise<void> {
  await page.getByLabel('Email').fill('anna@example.org');
  await page.getByLabel('Your name').fill('Anna Beispiel');
  await page.getByLabel('Country').selectOption(country);
  await page.getByLabel('Street address').fill('Lange Gasse 7');
  await page.getByLabel('City').fill('Wien');
  await page.getByLabel('Postal code').fill('1080');
}
