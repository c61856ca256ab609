import { chromium } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { pageKinds } from '../../journeys/page-kinds.ts';
import { startShop } from '../../journeys/shop-server.ts';
const shop = await startShop({});
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [`--ignore-certificate-errors-spki-list=${shop.spki}`] });
const ctx = await browser.newContext({ baseURL: shop.origin, viewport: {width:1440,height:900}, reducedMotion:'reduce' });
const page = await ctx.newPage();
for (const k of await pageKinds(shop)) {
  const a = performance.now();
  await page.goto(k.path, { waitUntil: 'load' });
  const b = performance.now();
  await page.waitForLoadState('networkidle');
  const c = performance.now();
  await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  const d = performance.now();
  console.log(k.name, Math.round(b-a), Math.round(c-b), Math.round(d-c), await page.evaluate(() => document.querySelectorAll('*').length));
}
await browser.close(); await shop.remove();
