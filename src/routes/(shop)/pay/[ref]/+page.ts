/** Back from the payment page: on to the order where this browser placed it, else a word on how the payment stands. */
import { error, redirect } from '@sveltejs/kit';
import type { PageLoad } from './$types';

interface Returned {
  readonly number: string;
  readonly money: string;
  readonly state: string;
  readonly link?: string;
}

export const load: PageLoad = async ({ fetch, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const response = await fetch(`/api/payments/return/${encodeURIComponent(params.ref)}`, {
    cache: 'no-store',
  });
  if (response.status === 404) error(404, 'There is no payment behind this link');
  if (!response.ok) error(503, 'The shop cannot be reached just now');
  const returned = (await response.json()) as Returned;
  if (returned.link) redirect(303, returned.link);
  return { returned };
};
