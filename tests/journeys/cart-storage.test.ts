/** Every state of this device's storage: usable within its time limits, kept wherever one store lives, said plainly where none does. */
import type { Page } from '@playwright/test';
import { addPart, expectQuantity, partsOf } from './cart-ways.ts';
import { expect, test } from './journey.ts';

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

for (const [name, break_] of Object.entries(TROUBLES)) {
  test(`storage ${name}, cookies on: nothing is lost`, async ({ shop, page }) => {
    await page.addInitScript(break_);
    const [part] = partsOf(shop);
    await addPart(page, part!);
    await page.goto('/cart');
    await expectQuantity(page, part!, 1);
    await expect(page.getByText('nothing is lost')).toBeVisible();
  });

  test(`storage ${name}, cookies refused: said plainly, with a link to keep`, async ({ shop, page }) => {
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
  page,
}) => {
  await refuseCookies(page);
  const [part] = partsOf(shop);
  await addPart(page, part!);
  await page.goto('/cart');
  await expectQuantity(page, part!, 1);
  await expect(page.getByText('This shop needs cookies to take an order.')).toBeVisible();
});
