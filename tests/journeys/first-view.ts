/**
 * What the first view of a page costs: the page and everything its HTML asks for before the first paint can answer
 * (scripts, styles, the preloaded font), in bytes as sent; of styles within the page, what they are alone. What the page's scripts fetch later, when idle, is not of the first view.
 */
import { brotliCompressSync } from 'node:zlib';
import { ask } from './server/ask.ts';
import type { ShopServer } from './shop-server.ts';

export interface FirstView {
  readonly html: number;
  readonly script: number;
  readonly style: number;
  readonly font: number;
  /** How many styles must be fetched before anything is drawn. */
  readonly styleRequests: number;
  readonly requests: number;
}

export async function measureFirstView(shop: ShopServer, path: string): Promise<FirstView> {
  const headers = { 'accept-encoding': 'br' };
  const page = await ask(shop, path, { headers });
  const whole = (await ask(shop, path)).body.toString() + String(page.headers['link'] ?? '');
  // Styles lie in the page; links that are switched off are fetched by nobody.
  const text = whole.replace(/<link[^>]* disabled [^>]*>/g, '');
  const styles = [...whole.matchAll(/<style>([^]*?)<\/style>/g)].map((found) => found[1]!).join('');
  const style = brotliCompressSync(styles).length;
  const files = new Set(
    [...text.matchAll(/["<(](\/(?:_app|fonts)\/[^">)\s]+\.(?:js|css|woff2))/g)].map((found) => found[1]!),
  );
  const view = {
    html: page.body.length - style,
    script: 0,
    style,
    font: 0,
    styleRequests: 0,
    requests: files.size + 1,
  };
  for (const file of files) {
    const { status, body } = await ask(shop, file, { headers });
    if (status !== 200) throw new Error(`${path} asks for ${file}, which answers ${status}.`);
    if (file.endsWith('.css')) view.styleRequests++;
    view[file.endsWith('.js') ? 'script' : file.endsWith('.css') ? 'style' : 'font'] += body.length;
  }
  return view;
}
