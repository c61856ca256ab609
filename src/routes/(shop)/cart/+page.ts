/**
 * The cart works without script and offline: on the server the page shows what the cookies say, in the browser what
 * the device knows. Never in a cache.
 */
import type { CartViewAnswer } from '#protocol/cart.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, setHeaders, url }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const removed = /^(\d{1,13})x(\d{1,7})$/.exec(url.searchParams.get('removed') ?? '');
  return {
    view: isAnsweredByServer() ? await ask(fetch) : undefined,
    /** A page without script has removed this line and can bring it back. */
    removed: removed ? { variant: Number(removed[1]), n: Number(removed[2]) } : undefined,
    refused: url.searchParams.get('refused') ?? '',
    /** The visitor acted and no cookie came back. */
    needsCookies: url.searchParams.has('sent'),
  };
};

/** True on the server, and at hydration, where Kit hands over the server's answer again without asking. */
function isAnsweredByServer(): boolean {
  if (typeof document === 'undefined') return true;
  return document.querySelector('script[data-sveltekit-fetched][data-url="/api/cart"]') !== null;
}

async function ask(fetch: typeof globalThis.fetch): Promise<CartViewAnswer | undefined> {
  try {
    const response = await fetch('/api/cart');
    return response.ok ? ((await response.json()) as CartViewAnswer) : undefined;
  } catch {
    return undefined;
  }
}
