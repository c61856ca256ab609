/** A device of the bench: a browser profile, its pages throttled, and what its catalog cost on the wire. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { bringChromium } from '../../journeys/find-chromium.ts';
import type { ShopServer } from '../../journeys/shop-server.ts';

export interface Wire {
  feed: number;
  segments: number;
}

export class Device {
  readonly #shop: ShopServer;
  readonly #slow: number;
  #profile = '';
  #context: BrowserContext | undefined;
  #sizes: Promise<void>[] = [];
  #wire: Wire = { feed: 0, segments: 0 };

  constructor(shop: ShopServer, slow: number) {
    this.#shop = shop;
    this.#slow = slow;
  }

  /** Opens the browser, again with what it stored; gives its first page. */
  async open(): Promise<Page> {
    await this.#context?.close();
    this.#profile ||= await mkdtemp(join(tmpdir(), 'cartwright-bench-'));
    const context = (this.#context = await chromium.launchPersistentContext(this.#profile, {
      executablePath: bringChromium(),
      args: ['--no-sandbox', '--disable-gpu', `--ignore-certificate-errors-spki-list=${this.#shop.spki}`],
      baseURL: this.#shop.origin,
    }));
    context.on('requestfinished', (request) => {
      const kind = /\/api\/catalog\/(feed|index)\//.exec(request.url())?.[1];
      if (!kind) return;
      const note = (size: number) => (this.#wire[kind === 'feed' ? 'feed' : 'segments'] += Math.max(0, size));
      this.#sizes.push(request.sizes().then(({ responseBodySize }) => void note(responseBodySize)));
    });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: this.#slow });
    return page;
  }

  /** Bytes of feed and segments since the last call, as sent. */
  async takeWire(): Promise<Wire> {
    await Promise.all(this.#sizes);
    const wire = this.#wire;
    this.#wire = { feed: 0, segments: 0 };
    this.#sizes = [];
    return wire;
  }

  async remove(): Promise<void> {
    await this.#context?.close();
    if (this.#profile) await rm(this.#profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
