/** What of the home page is not woken in its first view. */
import { bringIslands, island } from '#ui/islands/island.ts';

export const hero = island('hero', () => import('./Hero.svelte'));
export const shelf = island('shelf', () => import('#ui/catalog/PartGrid.svelte'));
export const index = island('index', () => import('./CategoryIndex.svelte'), false);

if (import.meta.env.SSR) await bringIslands(hero, shelf, index);
