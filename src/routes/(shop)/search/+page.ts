import { bringIslands } from '#ui/islands/island.ts';
import { results } from './islands.ts';
import { readAddress, search } from './look-up.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent, setHeaders, url }) => {
  const asked = readAddress(url);
  const [answer] = await Promise.all([search(fetch, asked.request), bringIslands(results)]);
  const { nav } = await parent();
  // The engine may still be reading the newest generation: such a page is shown, but not kept.
  if (answer.generation < nav.generation) setHeaders({ 'cache-control': 'private, no-store' });
  return { ...asked, answer };
};
