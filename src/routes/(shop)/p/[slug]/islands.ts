/** What of a part's page is not woken in its first view. */
import { bringIslands, island } from '#ui/islands/island.ts';

export const gallery = island('gallery', () => import('#ui/catalog/Gallery.svelte'));
export const buying = island('buying', () => import('./Buying.svelte'));
export const parameters = island('parameters', () => import('#ui/catalog/AttributeTable.svelte'), false);
/** A driver's response in its box: brought only where there is a driver to plot. */
export const plot = island('plot', () => import('#ui/loudspeaker/BoxPlot.svelte'));
export const related = island('related', () => import('#ui/catalog/PartGrid.svelte'), false);

if (import.meta.env.SSR) await bringIslands(gallery, buying, parameters, plot, related);
