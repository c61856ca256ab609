/** Checkout: the cart of this visitor with a quote for it. The same load draws the page without JavaScript; nothing of it is ever kept. */
import type { CartViewAnswer } from '#protocol/cart.ts';
import { CHECKOUT_VERSION } from '#protocol/checkout-version.ts';
import type { QuoteAnswer } from '#protocol/checkout.ts';
import { askQuote } from '#browser/checkout/ask-quote.ts';
import { freshId } from '#browser/checkout/fresh-id.ts';
import type { Difference } from '#domain/pricing/difference.ts';
import { bringIslands } from '#ui/islands/island.ts';
import { checkoutView } from './islands.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  await bringIslands(checkoutView);
  const cart = isAnsweredByServer() ? await readCart(fetch) : undefined;
  const lines = (cart?.lines ?? []).map(({ variant, n, note }) => ({ variant, n, note }));
  let answer: QuoteAnswer | undefined;
  let differences: readonly Difference[] = [];
  if (lines.length > 0) {
    const wish = { v: CHECKOUT_VERSION, lines: lines.map(({ variant, n }) => ({ variant, n })) } as const;
    const reply = await askQuote(wish, fetch);
    if (reply.kind === 'quote') {
      ({ answer } = reply);
      differences = answer.troubles;
    } else if (reply.kind === 'nothing') differences = reply.troubles;
  }
  return {
    lines,
    name: cart?.name ?? '',
    hasCookies: cart?.hasCookies ?? true,
    answer,
    differences,
    // For the form without JavaScript: one page, one order, however often it is sent.
    once: { checkoutId: freshId(), guestToken: freshId() },
  };
};

/** True on the server, and at hydration of its page; later, and in the offline shell, the device knows its own cart. */
function isAnsweredByServer(): boolean {
  if (typeof document === 'undefined') return true;
  return document.querySelector('script[data-sveltekit-fetched][data-url="/api/cart"]') !== null;
}

async function readCart(ask: typeof fetch): Promise<CartViewAnswer | undefined> {
  try {
    const response = await ask('/api/cart', { cache: 'no-store' });
    return response.ok ? ((await response.json()) as CartViewAnswer) : undefined;
  } catch {
    return undefined;
  }
}
