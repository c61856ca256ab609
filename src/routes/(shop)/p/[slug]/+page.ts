import { redirect } from '@sveltejs/kit';
import { productPath } from '#domain/catalog/addresses.ts';
import type { ProductAnswer } from '#protocol/catalog.ts';
import { bringIslands } from '#ui/islands/island.ts';
import { ask } from '../../ask.ts';
import { buying, gallery, parameters, plot, related } from './islands.ts';
import type { PageLoad } from './$types';

/** The variant in the address is read by the page itself, so that choosing one asks nothing anew. */
export const load: PageLoad = async ({ fetch, params }) => {
  const path = `/api/catalog/products/${encodeURIComponent(params.slug)}`;
  const [answer] = await Promise.all([
    ask<ProductAnswer>(fetch, path, 'part'),
    bringIslands(gallery, buying, parameters, related),
  ]);
  const { product } = answer;
  if (product.slug !== params.slug) redirect(301, productPath(product.slug));
  const isPlotted = product.attributes.some((attribute) => /\bqts\b/.test(attribute.key));
  if (isPlotted) await bringIslands(plot);
  return { ...answer, isPlotted };
};
