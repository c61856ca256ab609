/** The compare page is an island as a whole: what the server drew stands and works as forms until its code is here. */
import { bringIslands, island } from '#ui/islands/island.ts';

export const compareView = island('compare', () => import('./CompareView.svelte'));

if (import.meta.env.SSR) await bringIslands(compareView);
