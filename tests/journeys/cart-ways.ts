/** What the cart journeys do again and again. */
import type { BrowserContext, Page } from '@playwright/test';
import { expect } from './journey.ts';
import { rowsOf } from './shop-rows.ts';
import type { ShopServer } from './shop-server.ts';

export interface Part {
  readonly slug: string;
  readonly title: string;
  readonly variant: number;
}

/** Parts in stock, from the shop's own database: one variant, bought by the piece. */
export function partsOf(shop: ShopServer): Part[] {
  const rows = rowsOf(
    shop,
    `select p.slug, p.title, min(v.id) as variant from products p join variants v on v.product_id = p.id
     where p.on_sale = 1 and p.slug not like '%--%' group by p.id
     having count(*) = 1 and min(v.minimum) = 1 and min(v.multiple) = 1 and min(v.on_hand) > 20
     order by p.id limit 20`,
  );
  return rows.map((row) => ({
    slug: String(row['slug']),
    title: String(row['title']),
    variant: Number(row['variant']),
  }));
}

/** Puts a part into the cart as a shopper does. */
export async function addPart(page: Page, part: Part): Promise<void> {
  // A press before the page is awake would go by form to the cart page: right for a shopper, another path for a test.
  await page.goto(`/p/${part.slug}`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Add to cart', exact: true }).first().click();
  await expect(page.getByText(/in the cart/).first()).toBeVisible();
}

/** The line of a part on the cart page. */
export function lineOf(page: Page, part: Part) {
  return page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: part.title, exact: true }) });
}

export async function expectQuantity(page: Page, part: Part, n: number): Promise<void> {
  await expect(page.getByLabel(`Quantity of ${part.title}`, { exact: true })).toHaveValue(String(n));
}

/** Waits until the server has a copy: it has answered with its own cookie. A state, not an event that may be over already. */
export async function synced(page: Page): Promise<void> {
  await expect.poll(() => cookieNames(page.context())).toContain('__Host-cid');
}

export async function cookieNames(context: BrowserContext): Promise<string[]> {
  return (await context.cookies()).map((cookie) => cookie.name).sort();
}

/** Deletes the device's database, as a browser's "clear site data" would. */
export async function wipeDatabase(page: Page): Promise<void> {
  await page.goto('/robots.txt');
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase('cartwright');
        request.onsuccess = () => resolve();
        request.onerror = () => reject(new Error('the database could not be deleted'));
      }),
  );
}
