import { redirect } from '@sveltejs/kit';
import { productPath } from '#domain/catalog/addresses.ts';
import type { ProductAnswer } from '#protocol/catalog.ts';
import { ask } from '../../ask.ts';
import type { PageLoad } from './$types';

/** The variant in the address is read by the page itself, so that choosing one asks nothing anew. */
export const load: PageLoad = async ({ fetch, params }) => {
  const answer = await ask<ProductAnswer>(
    fetch,
    `/api/catalog/products/${encodeURIComponent(params.slug)}`,
    'part',
  );
  if (answer.product.slug !== params.slug) redirect(301, productPath(answer.product.slug));
  return { ...answer, ...(await plotFor(answer.product)) };
};

/** The plot of a driver in its box, brought only where there is a driver to plot. */
async function plotFor({ attributes }: ProductAnswer['product']) {
  if (!attributes.some((attribute) => /\bqts\b/.test(attribute.key))) return {};
  return { BoxPlot: (await import('#ui/loudspeaker/BoxPlot.svelte')).default };
}
