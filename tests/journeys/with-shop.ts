/** A built, seeded shop for each worker of the runner; enough for tests that need no browser. */
import { test as base } from '@playwright/test';
import { startShop, type ShopServer } from './shop-server.ts';

export { expect } from '@playwright/test';

export interface WithShop {
  shop: ShopServer;
}

export const test = base.extend<object, WithShop>({
  shop: [
    async ({}, use) => {
      const shop = await startShop({
        RATE_ORDERS: '1000000',
        RATE_WRITES: '1000000',
        PRACTICE_PAYMENTS: 'yes',
      });
      await use(shop);
      await shop.remove();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});
