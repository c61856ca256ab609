/**
 * What the first view of a page costs: the page and everything its HTML asks for before the first paint can answer
 * (scripts, styles, the preloaded font), in bytes as sent. What the page's scripts fetch later, when idle, is not of the first view.
 */
import { ask } from './server/ask.ts';
import type { ShopServer } from './shop-server.ts';

export interface FirstView {
  readonly html: number;
  readonly script: number;
  readonly style: number;
  readonly font: number;
  readonly requests: number;
}

export async function measureFirstView(shop: ShopServer, path: string): Promise<FirstView> {
  const headers = { 'accept-encoding': 'br' };
  const page = await ask(shop, path, { headers });
  const text = (await ask(shop, path)).body.toString() + String(page.headers['link'] ?? '');
  const files = new Set(
    [...text.matchAll(/["<(](\/(?:_app|fonts)\/[^">)\s]+\.(?:js|css|woff2))/g)].map((found) => found[1]!),
  );
  const view = { html: page.body.length, script: 0, style: 0, font: 0, requests: files.size + 1 };
  for (const file of files) {
    const { status, body } = await ask(shop, file, { headers });
    if (status !== 200) throw new Error(`${path} asks for ${file}, which answers ${status}.`);
    view[file.endsWith('.js') ? 'script' : file.endsWith('.css') ? 'style' : 'font'] += body.length;
  }
  return view;
}
