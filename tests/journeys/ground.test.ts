/** What every visitor may count on, on every kind of page: no cookie before acting, nothing barred to anyone. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './journey.ts';
import { pageKinds } from './page-kinds.ts';
import { ask } from './server/ask.ts';

const PAGES_CRAWLED = 50;

test('no cookie is set by looking, on any page', async ({ page, context, shop }) => {
  const kinds = (await pageKinds(shop)).map((kind) => kind.path);
  const sitemap = (await ask(shop, '/sitemap.xml')).body.toString();
  const found = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => new URL(match[1]!).pathname);
  const paths = [...new Set([...kinds, ...found])].filter((path) => !path.endsWith('.xml'));
  for (const path of paths.slice(0, PAGES_CRAWLED)) {
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

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing bars anyone from any kind of page, ${colorScheme}`, async ({ visitor, shop }) => {
    test.setTimeout(180_000);
    const context = await visitor({ colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    for (const { name, path } of await pageKinds(shop)) {
      await page.goto(path, { waitUntil: 'networkidle' });
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      const told = violations.map(
        (fault) =>
          `${fault.id}: ${fault.help} (${fault.nodes.map((node) => node.target.join(' ')).join(', ')})`,
      );
      expect(told, name).toEqual([]);
    }
  });
}
