import { pageAnswer } from '#browser/answers/page-answer.ts';
import type { ProductAnswer } from '#protocol/catalog.ts';
import { MOST_COMPARED } from '#domain/catalog/compare.ts';
import { bringIslands } from '#ui/islands/island.ts';
import { compareView } from './islands.ts';
import type { PageLoad } from './$types';

/** Up to six parts by their slugs; one that is gone leaves its place to the others. */
export const load: PageLoad = async ({ fetch, url }) => {
  const slugs = [...new Set(url.searchParams.getAll('p'))].slice(0, MOST_COMPARED);
  const answers = await Promise.all(
    slugs.map(async (slug) => {
      const path = `/api/catalog/products/${encodeURIComponent(slug)}`;
      const known = await pageAnswer(path);
      if (known !== undefined) return known as ProductAnswer;
      try {
        const response = await fetch(path);
        return response.ok ? ((await response.json()) as ProductAnswer) : undefined;
      } catch {
        return undefined;
      }
    }),
  );
  await bringIslands(compareView);
  const found = answers.filter((answer) => answer !== undefined);
  return {
    products: found.map((answer) => answer.product),
    currency: found[0]?.currency,
    missing: slugs.length - found.length,
  };
};
