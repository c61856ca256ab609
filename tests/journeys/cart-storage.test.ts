/** Every state of this device's storage: usable within its time limits, kept wherever one store lives, said plainly where none does. */
import type { Page } from '@playwright/test';
import { addPart, expectQuantity, partsOf } from './cart-ways.ts';
import { expect, test, type Device } from './journey.ts';

const TROUBLES = {
  absent: () => Object.defineProperty(window, 'indexedDB', { value: undefined }),
  'never answering': () => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
  },
  'blocked by an old tab': () => {
    IDBFactory.prototype.open = () => {
      const request = new EventTarget() as IDBOpenDBRequest;
      setTimeout(() => request.dispatchEvent(new Event('blocked')), 10);
      return request;
    };
  },
  full: () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  },
  corrupt: () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('broken', 'UnknownError');
    };
  },
  'losing its connection': () => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('closing', 'InvalidStateError');
    };
  },
} as const;

async function refuseCookies(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(document, 'cookie', { get: () => '', set: () => undefined });
  });
}

/**
 * The runner's own pages are private windows: their storage lives in memory and goes with them. A device has a profile
 * on disk, as usual windows have.
 */
type Window = 'private' | 'usual';

async function pageIn(window: Window, page: Page, device: () => Promise<Device>): Promise<Page> {
  return window === 'private' ? page : (await (await device()).open()).newPage();
}

for (const window of ['private', 'usual'] as const) test.describe(`a ${window} window`, () => matrix(window));

function matrix(window: Window): void {
  for (const [name, break_] of Object.entries(TROUBLES)) {
    test(`storage ${name}, cookies on: nothing is lost`, async ({ shop, page: own, device }) => {
      const page = await pageIn(window, own, device);
      await page.addInitScript(break_);
      const [part] = partsOf(shop);
      await addPart(page, part!);
      await page.goto('/cart');
      await expectQuantity(page, part!, 1);
      await expect(page.getByText('nothing is lost')).toBeVisible();
    });

    test(`storage ${name}, cookies refused: said plainly, with a link to keep`, async ({
      shop,
      page: own,
      device,
    }) => {
      const page = await pageIn(window, own, device);
      await page.addInitScript(break_);
      await refuseCookies(page);
      const [part] = partsOf(shop);
      await addPart(page, part!);
      await page.getByRole('link', { name: 'Cart', exact: true }).locator('visible=true').click();
      await expectQuantity(page, part!, 1);
      await expect(page.getByText('This cart lives only as long as this page.')).toBeVisible();
      await page.getByRole('button', { name: 'Copy a link that keeps this cart' }).click();
      await expect(page.getByLabel('Link that keeps this cart')).toHaveValue(/#take=/);
    });
  }

  test('storage fine, cookies refused: the cart goes on and the notice says what is needed', async ({
    shop,
    page: own,
    device,
  }) => {
    const page = await pageIn(window, own, device);
    await refuseCookies(page);
    const [part] = partsOf(shop);
    await addPart(page, part!);
    await page.goto('/cart');
    await expectQuantity(page, part!, 1);
    await expect(page.getByText('This shop needs cookies to take an order.')).toBeVisible();
  });
}

test('the browser is asked to keep the storage at the first thing that is added, and once', async ({
  shop,
  page,
}) => {
  let asked = 0;
  await page.exposeFunction('askedToPersist', () => void (asked += 1));
  await page.addInitScript(() => {
    StorageManager.prototype.persist = async () => {
      await (window as unknown as { askedToPersist(): Promise<void> }).askedToPersist();
      return false;
    };
  });
  const [first, second] = partsOf(shop);
  await page.goto(`/p/${first!.slug}`, { waitUntil: 'networkidle' });
  await page.goto('/cart', { waitUntil: 'networkidle' });
  expect(asked).toBe(0);
  await addPart(page, first!);
  await expect.poll(() => asked).toBe(1);
  await addPart(page, second!);
  await page.goto('/cart', { waitUntil: 'networkidle' });
  expect(asked).toBe(1);
});
