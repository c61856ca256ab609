/** Bytes of script, style and HTML to the first view of each kind of page, as sent. */
import { chromium } from '@playwright/test';
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
        ['page', 'HTML', 'script', 'style', 'font', 'images', 'API', 'requests'],
      ];
      for (const { name, path } of await pageKinds(shop)) {
        const context = await browser.newContext({
          baseURL: shop.origin,
          viewport: { width: 390, height: 844 },
        });
        const view = await measureFirstView(context, path);
        await context.close();
        const { document, script, stylesheet, font, image, fetch, requests } = view;
        rows.push([name, document, script, stylesheet, font, image, fetch, requests]);
      }
      printTable(rows);
    } finally {
      await browser.close();
      await shop.remove();
    }
  },
};
