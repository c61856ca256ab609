/** What of the frame of every page is not woken in the first view. */
import { bringIslands, island } from '#ui/islands/island.ts';

export const footer = island('footer', () => import('./Footer.svelte'), false);
export const things = island('things', () => import('./Things.svelte'), false);

if (import.meta.env.SSR) await bringIslands(footer, things);
