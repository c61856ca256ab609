/** Whole journeys in a real browser over TLS. All: `npm test`; some: `npx playwright test -c tests/journeys NAME --project desktop`. */
import { defineConfig } from '@playwright/test';

const ELSEWHERE = ['server/**', 'engines/**'];

// What storage, tabs, worker and network do is the same on any width: each of these is played on one of the two.
const PHONE_ALONE = [
  'cart-away',
  'cart-files',
  'cart-kept',
  'cart-return',
  'offline-order',
  'offline-upgrade',
  'offline-worker',
];
const DESKTOP_ALONE = ['buy-address', 'buy-tabs', 'cart-storage', 'cart-tabs', 'hostile-catalog'];
const without = (names: readonly string[]) => [...ELSEWHERE, ...names.map((name) => `${name}.test.ts`)];

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.test.ts',
  outputDir: '../../test-results',
  globalSetup: './build-once.ts',
  workers: 2,
  timeout: 300_000,
  expect: { timeout: 45_000 },
  reporter: 'list',
  forbidOnly: true,
  // A trace costs a fifth of the time; `--trace on` makes one.
  use: { trace: 'off', screenshot: 'only-on-failure' },
  projects: [
    // Without a browser: what a program sees of the running shop.
    { name: 'server', testDir: './server' },
    // Other engines, driven by their own door: left out where they are not installed.
    { name: 'engines', testDir: './engines' },
    {
      name: 'phone',
      testIgnore: without(DESKTOP_ALONE),
      use: { viewport: { width: 390, height: 844 }, hasTouch: true },
    },
    { name: 'desktop', testIgnore: without(PHONE_ALONE), use: { viewport: { width: 1440, height: 900 } } },
  ],
});
