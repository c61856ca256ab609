/**
 * Away for days. Safari removes what script has written, cookies and databases, after seven days without a visit;
 * what the server has set stays. Time is moved by making everything older: rows of the shop, ends of the cookies.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { BrowserContext, Page } from '@playwright/test';
import { addPart, cookieNames, expectQuantity, lineOf, partsOf, synced, wipeDatabase } from './cart-ways.ts';
import { expect, test } from './journey.ts';
import type { ShopServer } from './shop-server.ts';

const DAY = 86_400;

/** The shop's copy of every cart, as old as if `days` had passed: last contact and tombstones alike. */
function ageShop(shop: ShopServer, days: number): void {
  const database = new DatabaseSync(join(shop.folder, 'shop.db'));
  database.exec('pragma busy_timeout = 5000');
  const milliseconds = days * DAY * 1_000;
  for (const row of database.prepare('select id, state from carts').all()) {
    const state = JSON.parse(String(row['state'])) as { removed: [string, number, number][] };
    state.removed = state.removed.map(([dot, version, at]) => [dot, version, at - milliseconds]);
    database
      .prepare('update carts set state = ?, seen_at = seen_at - ?, created_at = created_at - ? where id = ?')
      .run(JSON.stringify(state), milliseconds, milliseconds, String(row['id']));
  }
  database.close();
}

/** The cookies after `days`: those that have ended are gone. */
async function ageCookies(context: BrowserContext, days: number): Promise<void> {
  const cookies = await context.cookies();
  await context.clearCookies();
  const alive = cookies
    .map((cookie) => ({ ...cookie, expires: cookie.expires - days * DAY }))
    .filter((cookie) => cookie.expires > Date.now() / 1_000);
  await context.addCookies(alive);
}

/** Names of cookies that script was the last to write. */
async function watchWriters(page: Page): Promise<() => Promise<string[]>> {
  const byScript = new Set<string>();
  await page.exposeFunction('wroteCookie', (name: string) => void byScript.add(name));
  await page.addInitScript(() => {
    const real = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')!;
    Object.defineProperty(document, 'cookie', {
      get: () => real.get!.call(document) as string,
      set: (text: string) => {
        (window as unknown as { wroteCookie(name: string): void }).wroteCookie(text.split('=')[0]!);
        real.set!.call(document, text);
      },
    });
  });
  page.context().on('response', (response) => {
    void response.headersArray().then(
      (headers) => {
        for (const { name, value } of headers)
          if (name.toLowerCase() === 'set-cookie') byScript.delete(value.split('=')[0]!);
      },
      () => undefined,
    );
  });
  return async () => [...byScript];
}

for (const days of [8, 399]) {
  test(`back on day ${days}, all that script wrote removed: the cart is shown`, async ({
    shop,
    page,
    context,
  }) => {
    const writtenByScript = await watchWriters(page);
    const [kept, removed] = partsOf(shop);
    await addPart(page, kept!);
    await addPart(page, removed!);
    await page.goto('/cart');
    await lineOf(page, removed!).getByRole('button', { name: 'Remove' }).click();
    await expect(lineOf(page, removed!)).toHaveCount(0);
    await synced(page);
    // The server was the last to write both cookies, so Safari leaves them.
    await expect.poll(writtenByScript).toEqual([]);
    await page.goto('/robots.txt');
    ageShop(shop, days);
    await ageCookies(context, days);
    await wipeDatabase(page);
    await page.goto('/cart');
    await expectQuantity(page, kept!, 1);
    await expect(lineOf(page, removed!)).toHaveCount(0);
    // And it may stay away as long again.
    const end = async () =>
      (await context.cookies()).find((cookie) => cookie.name === '__Host-cid')!.expires - Date.now() / 1_000;
    await expect.poll(end).toBeGreaterThan(399 * DAY);
  });

  test(`back on day ${days} with the number of the cart alone`, async ({ shop, page, context }) => {
    const [part] = partsOf(shop);
    await addPart(page, part!);
    await synced(page);
    await wipeDatabase(page);
    ageShop(shop, days);
    await ageCookies(context, days);
    await context.clearCookies({ name: '__Host-cart' });
    await page.goto('/cart');
    await expectQuantity(page, part!, 1);
    await expect.poll(() => cookieNames(context)).toEqual(['__Host-cart', '__Host-cid']);
  });
}
