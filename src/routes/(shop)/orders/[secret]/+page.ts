/** An order by its secret link: private, never stored on the way, the same page with and without JavaScript. */
import { error, redirect } from '@sveltejs/kit';
import type { OrderAnswer } from '#protocol/order.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const response = await askOrder(fetch, params.secret);
  // The shop is silent: this device shows what it knows of its own orders.
  if (response === undefined) redirect(302, '/orders?unheard');
  if (response.status === 404) error(404, 'There is no order behind this link');
  if (!response.ok) error(503, 'The shop cannot be reached just now');
  return { order: (await response.json()) as OrderAnswer };
};

async function askOrder(ask: typeof fetch, secret: string): Promise<Response | undefined> {
  try {
    const limit = typeof document === 'undefined' ? {} : { signal: AbortSignal.timeout(5_000) };
    return await ask(`/api/orders/${encodeURIComponent(secret)}`, { cache: 'no-store', ...limit });
  } catch (failure) {
    if (typeof document === 'undefined') throw failure;
    return undefined;
  }
}
