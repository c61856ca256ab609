/** What of category and search pages is not woken in their first view. */
import { bringIslands, island } from '#ui/islands/island.ts';

export const results = island('results', () => import('./SearchView.svelte'));

if (import.meta.env.SSR) await bringIslands(results);
