/** What every visitor may count on, on every kind of page: no cookie before acting, a way on from anywhere. */
import { expect, test } from './journey.ts';
import { pageKinds } from './page-kinds.ts';
import { ask } from './server/ask.ts';

const PAGES_CRAWLED = 50;

test('no cookie is set by looking, on any page', async ({ page, context, shop }) => {
  const kinds = (await pageKinds(shop)).map((kind) => kind.path);
  const listed = async (map: string): Promise<string[]> => {
    const found = [...(await ask(shop, map)).body.toString().matchAll(/<loc>([^<]+)<\/loc>/g)];
    return found.map((match) => new URL(match[1]!).pathname);
  };
  const found = await listed('/sitemap.xml');
  for (const map of found.filter((path) => path.endsWith('.xml'))) found.push(...(await listed(map)));
  const paths = [...new Set([...kinds, ...found])].filter((path) => !path.endsWith('.xml'));
  const crawled = paths.slice(0, PAGES_CRAWLED);
  expect(crawled.length).toBe(PAGES_CRAWLED);
  for (const path of crawled) {
    const answer = await ask(shop, path);
    expect(answer.headers['set-cookie'], path).toBeUndefined();
  }
  // The few kinds also in a browser, where scripts could set one.
  for (const path of kinds) await page.goto(path);
  expect(await context.cookies()).toEqual([]);
});

test('an address that leads nowhere says so and leads on', async ({ page }) => {
  const answer = await page.goto('/nowhere/at/all');
  expect(answer?.status()).toBe(404);
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
});
