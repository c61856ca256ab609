/**
 * The test function of every journey: a built, seeded shop per worker (its own folder and certificate, truly trusted),
 * and watched visitors. `page` and `context` belong to one fresh visitor; `visitor()` gives further ones (another device);
 * `device()` is a browser that can be closed and opened again with all it stored.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type BrowserContextOptions } from '@playwright/test';
import { bringChromium } from './find-chromium.ts';
import type { ShopServer } from './shop-server.ts';
import { watch, type Watch } from './watch.ts';
import { test as base } from './with-shop.ts';

export { expect, type Page, type BrowserContext } from '@playwright/test';

export interface Device {
  /** Opens the browser, or opens it again after `close()`. */
  open(): Promise<BrowserContext>;
  close(): Promise<void>;
}

interface TestFixtures {
  visitor: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  device: () => Promise<Device>;
  watched: undefined;
}

const QUIET = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function browserArguments(shop: ShopServer): string[] {
  return [...QUIET, '--no-sandbox', '--disable-gpu', `--ignore-certificate-errors-spki-list=${shop.spki}`];
}

export const test = base.extend<TestFixtures>({
  launchOptions: [
    async ({ shop }, use) => {
      await use({ executablePath: bringChromium(), args: browserArguments(shop) });
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ shop }, use) => use(shop.origin),

  watched: [
    async ({ context, shop }, use) => {
      const watching = await watch(context, shop.origin);
      await use(undefined);
      watching.check();
    },
    { auto: true },
  ],

  visitor: async ({ browser, shop, contextOptions, viewport, hasTouch, isMobile }, use) => {
    const opened: { context: BrowserContext; watching: Watch }[] = [];
    await use(async (options = {}) => {
      const like = { ...contextOptions, viewport, hasTouch: hasTouch ?? false, isMobile: isMobile ?? false };
      const context = await browser.newContext({ ...like, baseURL: shop.origin, ...options });
      opened.push({ context, watching: await watch(context, shop.origin) });
      return context;
    });
    for (const { context } of opened) await context.close();
    for (const { watching } of opened) watching.check();
  },

  device: async ({ shop, viewport }, use) => {
    const closing: (() => Promise<void>)[] = [];
    const watches: Watch[] = [];
    await use(async () => {
      const profile = await mkdtemp(join(tmpdir(), 'cartwright-device-'));
      let context: BrowserContext | undefined;
      const close = async (): Promise<void> => {
        await context?.close();
        context = undefined;
      };
      closing.push(async () => {
        await close();
        await rm(profile, { recursive: true, force: true, maxRetries: 3 });
      });
      return {
        close,
        async open() {
          await close();
          context = await chromium.launchPersistentContext(profile, {
            executablePath: bringChromium(),
            args: browserArguments(shop),
            baseURL: shop.origin,
            viewport,
          });
          watches.push(await watch(context, shop.origin));
          return context;
        },
      };
    });
    for (const end of closing) await end();
    for (const watching of watches) watching.check();
  },
});
