/** What stands in for the results of a category where the search engine cannot be asked. */
import { bringIslands, island } from '#ui/islands/island.ts';

export const plainList = island('plain-list', () => import('./PlainList.svelte'));

if (import.meta.env.SSR) await bringIslands(plainList);
