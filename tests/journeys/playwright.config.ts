/** Whole journeys in a real browser over TLS. All: `npm test`; some: `npx playwright test -c tests/journeys NAME --project desktop`. */
import { defineConfig } from '@playwright/test';

const ELSEWHERE = ['server/**', 'engines/**'];

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.test.ts',
  outputDir: '../../test-results',
  globalSetup: './build-once.ts',
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  forbidOnly: true,
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    // Without a browser: what a program sees of the running shop.
    { name: 'server', testDir: './server' },
    // Other engines, driven by their own door: left out where they are not installed.
    { name: 'engines', testDir: './engines' },
    {
      name: 'phone',
      testIgnore: ELSEWHERE,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true },
    },
    { name: 'desktop', testIgnore: ELSEWHERE, use: { viewport: { width: 1440, height: 900 } } },
  ],
});
