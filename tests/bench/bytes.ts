/** Bytes of HTML, script, style and font to the first view of each kind of page, and of script in all once the page is idle. */
import { chromium, type BrowserContext } from '@playwright/test';
import { bringChromium } from '../journeys/find-chromium.ts';
import { measureFirstView } from '../journeys/first-view.ts';
import { pageKinds } from '../journeys/page-kinds.ts';
import { startShop } from '../journeys/shop-server.ts';
import { printTable, type Bench } from './tools/bench.ts';

export const bench: Bench = {
  about: 'Bytes to first view of each kind of page, compressed as sent (1 kB = 1000 bytes).',
  isUsual: true,
  async run() {
    const shop = await startShop();
    const browser = await chromium.launch({
      executablePath: bringChromium(),
      args: ['--no-sandbox', '--disable-gpu', `--ignore-certificate-errors-spki-list=${shop.spki}`],
    });
    try {
      const rows: (string | number)[][] = [
        ['page', 'HTML', 'script', 'style', 'font', 'requests', 'script when idle'],
      ];
      for (const { name, path } of await pageKinds(shop)) {
        const { html, script, style, font, requests } = await measureFirstView(shop, path);
        const context = await browser.newContext({ baseURL: shop.origin });
        rows.push([name, html, script, style, font, requests, await scriptWhenIdle(context, path)]);
        await context.close();
      }
      printTable(rows);
    } finally {
      await browser.close();
      await shop.remove();
    }
  },
};

/** Bodies of all scripts a fresh browser has fetched for the page when its network is quiet; the worker's own left out. */
async function scriptWhenIdle(context: BrowserContext, path: string): Promise<number> {
  const page = await context.newPage();
  const sizes: Promise<{ responseBodySize: number }>[] = [];
  page.on('requestfinished', (request) => {
    if (!request.serviceWorker() && request.resourceType() === 'script') sizes.push(request.sizes());
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + Math.max(0, size.responseBodySize), 0);
}
