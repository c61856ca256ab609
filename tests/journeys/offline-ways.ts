/** What the offline journeys do again and again. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { BrowserContext, Page } from '@playwright/test';
import { expect } from './journey.ts';
import type { ShopServer } from './shop-server.ts';

/** Waits until this device opens the shop without a network: worker in charge, shell cached, catalog whole. */
export async function offlineReady(page: Page): Promise<void> {
  const isReady = () =>
    page.evaluate(async () => {
      if (!navigator.serviceWorker.controller) return 'no worker';
      if (!(await caches.match('/shell', { ignoreSearch: true }))) return 'no shell';
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('cartwright');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error!);
      });
      const kept = await new Promise<{ kind?: string; generation?: number }[]>((resolve) => {
        const all = database.transaction('categories').objectStore('categories').getAll();
        all.onsuccess = () => resolve(all.result as { kind?: string }[]);
      });
      database.close();
      // The manifest is written last.
      return kept.some((one) => one.kind === 'manifest') ? 'ready' : 'no catalog';
    });
  await expect.poll(isReady, { timeout: 40_000 }).toBe('ready');
}

/** A browser without Background Sync: correctness must not need it. */
export async function withoutSync(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    if ('ServiceWorkerRegistration' in globalThis)
      Reflect.deleteProperty(ServiceWorkerRegistration.prototype, 'sync');
  });
}

export async function fillCheckout(page: Page): Promise<void> {
  await page.getByLabel('Email').fill('canary.mail@example.org');
  await page.getByLabel('Your name').fill('Canary Name');
  await page.getByLabel('Country').selectOption('AT');
  await page.getByLabel('Street address').fill('Canary Street 7');
  await page.getByLabel('City').fill('Canaryville');
  await page.getByLabel('Postal code').fill('1080');
}

/** Puts a part into the cart and presses Place order; for a device that has no network. */
export async function orderOffline(page: Page, slug: string): Promise<void> {
  await page.goto(`/p/${slug}`);
  await page.getByRole('button', { name: 'Add to cart', exact: true }).first().click();
  await expect(page.getByText(/in the cart/).first()).toBeVisible();
  await page.goto('/checkout');
  await expect(page.getByText('Total (estimate)')).toBeVisible({ timeout: 15_000 });
  await fillCheckout(page);
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page.getByText('Saved on this device. Not sent yet')).toBeVisible({ timeout: 15_000 });
}

/** Orders the shop has, by its own database. */
export function ordersOf(shop: ShopServer): { number: string; total: number }[] {
  const database = new DatabaseSync(join(shop.folder, 'shop.db'), { readOnly: true });
  try {
    return database
      .prepare('select number, total from orders order by id')
      .all()
      .map((row) => ({ number: String(row['number']), total: Number(row['total']) }));
  } finally {
    database.close();
  }
}

/** Every address and every body of Cache Storage. */
export async function dumpCaches(page: Page): Promise<{ addresses: string[]; text: string }> {
  return page.evaluate(async () => {
    const addresses: string[] = [];
    let text = '';
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        addresses.push(new URL(request.url).pathname);
        text += await (await cache.match(request))!.text();
      }
    }
    return { addresses, text };
  });
}

/** Every value of the device's database as text, typed arrays and sealed bytes included. */
export async function dumpDatabase(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('cartwright');
      opening.onsuccess = () => resolve(opening.result);
    });
    const shown = (_key: string, value: unknown): unknown =>
      value instanceof ArrayBuffer || ArrayBuffer.isView(value)
        ? new TextDecoder('latin1').decode(value as ArrayBuffer)
        : value;
    let text = '';
    for (const store of database.objectStoreNames) {
      const values = await new Promise<unknown[]>((resolve) => {
        const all = database.transaction(store).objectStore(store).getAll();
        all.onsuccess = () => resolve(all.result);
      });
      text += JSON.stringify(values, shown);
    }
    database.close();
    return text;
  });
}
