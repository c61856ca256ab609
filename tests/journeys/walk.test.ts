/** Walking by links: every step after the first is drawn on the device, under the same policy as the first. */
import { expect, test } from './journey.ts';

test('from a category to a part and back, without a full page load', async ({ page }) => {
  await page.goto('/c/drivers/midwoofers');
  await page.evaluate(() => Reflect.set(window, 'isStillHere', true));
  const part = page.locator('main a[href^="/p/"]').first();
  const address = await part.getAttribute('href');
  await part.click();
  await page.waitForURL(`**${address}`);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Midwoofers');
  await expect(page.getByRole('button', { name: 'Add to cart' }).first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Midwoofers');
  await page.getByRole('link', { name: 'Drivers' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Drivers');
  expect(await page.evaluate(() => Reflect.get(window, 'isStillHere') as unknown)).toBe(true);
});
