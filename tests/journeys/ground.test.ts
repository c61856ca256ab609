/** What every visitor may count on, on every kind of page: no cookie before acting, no third party, a readable error page. */
import { expect, test } from './journey.ts';

test('the home page opens over TLS without a cookie', async ({ page, context }) => {
  const answer = await page.goto('/');
  expect(answer?.status()).toBe(200);
  await expect(page.locator('h1')).toBeVisible();
  expect(await context.cookies()).toEqual([]);
});

test('an address that leads nowhere says so and leads on', async ({ page }) => {
  const answer = await page.goto('/nowhere/at/all');
  expect(answer?.status()).toBe(404);
  await expect(page.locator('h1')).toBeVisible();
});
