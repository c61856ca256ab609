/** An order by its secret link: private, never stored on the way, the same page with and without JavaScript. */
import { error } from '@sveltejs/kit';
import type { OrderAnswer } from '#protocol/order.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const response = await fetch(`/api/orders/${encodeURIComponent(params.secret)}`, { cache: 'no-store' });
  if (response.status === 404) error(404, 'There is no order behind this link');
  if (!response.ok) error(503, 'The shop cannot be reached just now');
  return { order: (await response.json()) as OrderAnswer };
};
