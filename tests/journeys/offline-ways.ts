/** What the offline journeys do again and again. */
import type { BrowserContext, Page } from '@playwright/test';
import { expect } from './journey.ts';
import { rowsOf } from './shop-rows.ts';
import type { ShopServer } from './shop-server.ts';

/** Said here, because benches have no limit of a runner's. */
const LONG = 240_000;

/** Waits until this device opens the shop without a network: worker in charge, shell cached, catalog whole. */
export async function offlineReady(page: Page): Promise<void> {
  const isReady = async () => {
    const worker = await page.evaluate(async () => {
      if (!navigator.serviceWorker.controller) return 'no worker';
      return (await caches.match('/shell', { ignoreSearch: true })) ? 'ready' : 'no shell';
    });
    if (worker !== 'ready') return worker;
    // The manifest is written last.
    const kept = await readStore<{ kind?: string }>(page, 'categories');
    return kept.some((one) => one.kind === 'manifest') ? 'ready' : 'no catalog';
  };
  await expect.poll(isReady, { timeout: LONG }).toBe('ready');
}

/** Every value of a store of the device's database; bytes and numbers in rows are told by their count. */
async function readStore<T>(page: Page, name: string): Promise<T[]> {
  const text = await page.evaluate(async (store) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('cartwright');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error!);
    });
    const values = await new Promise<unknown[]>((resolve) => {
      const all = database.transaction(store).objectStore(store).getAll();
      all.onsuccess = () => resolve(all.result);
    });
    database.close();
    return JSON.stringify(values, (_key, value: unknown) =>
      value instanceof ArrayBuffer
        ? value.byteLength
        : ArrayBuffer.isView(value)
          ? (value as Uint8Array).length
          : value,
    );
  }, name);
  return JSON.parse(text) as T[];
}

/** What the device keeps of the catalog: its generations, products and bytes in all. */
export async function keptCatalog(
  page: Page,
): Promise<{ generations: number[]; products: number; bytes: number }> {
  const all = await readStore<{ generation?: number; ids: number; bytes: number }>(page, 'categories');
  const kept = all.filter((one) => one.generation !== undefined);
  return {
    generations: kept.map((one) => one.generation!),
    products: kept.reduce((sum, one) => sum + one.ids, 0),
    bytes: kept.reduce((sum, one) => sum + one.bytes, 0),
  };
}

/** "Keep offline" for every category, as the storage page's boxes do it; waits until all is here, segments included. */
export async function keepEverything(page: Page): Promise<void> {
  const { categories } = await shelves(page);
  if (categories.some((one) => !one.isKept)) {
    await page.evaluate(
      async (ids) => {
        const database = await new Promise<IDBDatabase>((resolve) => {
          const opening = indexedDB.open('cartwright');
          opening.onsuccess = () => resolve(opening.result);
        });
        const tx = database.transaction('settings', 'readwrite');
        tx.objectStore('settings').put(ids, 'keep-offline');
        await new Promise((resolve) => (tx.oncomplete = resolve));
        database.close();
      },
      categories.map((one) => one.id),
    );
    await page.reload();
  }
  const isWhole = async () => (await shelves(page)).categories.every((one) => one.isKept);
  await expect.poll(isWhole, { timeout: LONG }).toBe(true);
  await syncOver(page);
}

/** Waits until the device has this generation of everything it keeps. */
export async function generationKept(page: Page, generation: number): Promise<void> {
  const newest = () => shelfGeneration(page);
  await expect.poll(newest, { timeout: LONG, intervals: [20] }).toBe(generation);
}

/** The catalog's generation on the device; 0 before its first sync. */
export async function shelfGeneration(page: Page): Promise<number> {
  return (await shelves(page)).generation;
}

/** Waits for the page that syncs: it holds this lock until the last segment is stored. */
export async function syncOver(page: Page): Promise<void> {
  await page.evaluate(() => navigator.locks.request('cartwright-catalog', () => undefined));
}

interface Shelves {
  readonly generation: number;
  readonly categories: readonly { readonly id: number; readonly isKept: boolean }[];
}

async function shelves(page: Page): Promise<Shelves> {
  interface Kept {
    readonly id?: number;
    readonly kind?: string;
    readonly generation?: number;
    readonly manifest: { readonly generation: number; readonly categories: { id: number; bytes: number }[] };
  }
  const all = await readStore<Kept>(page, 'categories');
  const manifest = all.find((one) => one.kind === 'manifest')?.manifest;
  const here = new Set(all.filter((one) => (one.generation ?? 0) > 0).map((one) => one.id));
  return {
    generation: manifest?.generation ?? 0,
    categories: (manifest?.categories ?? [])
      .filter((one) => one.bytes > 0)
      .map(({ id }) => ({ id, isKept: here.has(id) })),
  };
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
  await expect(page.getByText('Total (estimate)')).toBeVisible();
  await fillCheckout(page);
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page.getByText('Saved on this device. Not sent yet')).toBeVisible();
}

/** States of every intent in the device's outbox. */
export async function outboxStates(page: Page): Promise<string[]> {
  const entries = await readStore<{ intent: { state: string } }>(page, 'outbox');
  return entries.map((entry) => entry.intent.state);
}

/** Orders the shop has, by its own database. */
export function ordersOf(shop: ShopServer): { number: string; total: number }[] {
  return rowsOf(shop, 'select number, total from orders order by id').map((row) => ({
    number: String(row['number']),
    total: Number(row['total']),
  }));
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
