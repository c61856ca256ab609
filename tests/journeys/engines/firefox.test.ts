/** The offline story in Firefox, by WebDriver BiDi: no Background Sync there, and another IndexedDB. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { partsOf } from '../cart-ways.ts';
import { ordersOf } from '../offline-ways.ts';
import { expect, test } from '../with-shop.ts';

const firefox = ['firefox-esr', 'firefox']
  .flatMap((name) => (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find((file) => existsSync(file));

test('Firefox: opens, searches and orders with the server stopped; one order once it is back', async ({
  shop,
}) => {
  test.skip(firefox === undefined, 'no Firefox on this machine: apt-get install firefox-esr');
  test.setTimeout(200_000);
  const parts = partsOf(shop);
  const before = ordersOf(shop).length;
  const browser = await launch({
    browser: 'firefox',
    executablePath: firefox!,
    headless: true,
    acceptInsecureCerts: true,
  });
  try {
    const page = await browser.newPage();
    const open = (path: string) => page.goto(shop.origin + path, { waitUntil: 'domcontentloaded' });
    await open('/');
    await untilReady(page);
    await shop.stop();
    await open(`/p/${parts[3]!.slug}`);
    await heading(page, parts[3]!.title);
    await open('/c/drivers/tweeters?brand=Orrest');
    await heading(page, 'Tweeters');
    await open('/search?q=twetter');
    await page.waitForSelector('main a[href^="/p/"]');
    await open(`/p/${parts[5]!.slug}`);
    await press(page, 'Add to cart');
    await said(page, 'in the cart');
    await open('/checkout');
    await said(page, 'Total (estimate)');
    await fillIn(page, {
      Email: 'fox@example.org',
      'Your name': 'Ada Fox',
      'Street address': 'Lane 7',
      City: 'Vienna',
      'Postal code': '1080',
    });
    await page.locator('::-p-aria([name="Country"][role="combobox"])').fill('AT');
    await press(page, 'Place order');
    await said(page, 'Saved on this device. Not sent yet');
    await shop.restart();
    await open('/orders');
    await expect.poll(() => ordersOf(shop).length).toBe(before + 1);
    await said(page, ordersOf(shop).at(-1)!.number);
  } finally {
    await close(browser);
    await shop.restart();
  }
});

async function untilReady(page: Page): Promise<void> {
  const isReady = () =>
    page.evaluate(async () => {
      if (!navigator.serviceWorker.controller) return 'no worker';
      if (!(await caches.match('/shell', { ignoreSearch: true }))) return 'no shell';
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open('cartwright');
        opening.onsuccess = () => resolve(opening.result);
      });
      const manifest = await new Promise<unknown>((resolve) => {
        const asked = database.transaction('categories').objectStore('categories').get(0);
        asked.onsuccess = () => resolve(asked.result);
      });
      database.close();
      return manifest ? 'ready' : 'no catalog';
    });
  await expect.poll(isReady, { timeout: 60_000 }).toBe('ready');
}

async function heading(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector('h1')?.textContent?.trim() === wanted,
    {},
    text,
  );
}

async function said(page: Page, text: string): Promise<void> {
  await page.waitForFunction((wanted) => document.body.innerText.includes(wanted), {}, text);
}

/** By the name a reader hears, like the other journeys. */
async function press(page: Page, name: string): Promise<void> {
  await page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
}

async function fillIn(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields))
    await page.locator(`::-p-aria([name="${label}"][role="textbox"])`).fill(text);
}

async function close(browser: Browser): Promise<void> {
  await browser.close().catch(() => browser.process()?.kill());
}
