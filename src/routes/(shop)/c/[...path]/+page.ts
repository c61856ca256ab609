import { error } from '@sveltejs/kit';
import { categoryPath, isCategoryPath } from '#domain/catalog/addresses.ts';
import type { SearchRequest } from '#domain/search/request.ts';
import type { CategoryAnswer } from '#protocol/catalog.ts';
import type { SearchAnswer } from '#protocol/search.ts';
import { bringIslands } from '#ui/islands/island.ts';
import { ask, NOT_FOUND } from '../../ask.ts';
import { readAddress, search } from '../../search/look-up.ts';
import { results } from '../../search/islands.ts';
import { plainList } from './islands.ts';
import type { PageLoad } from './$types';

type Fetch = typeof fetch;

/** Where the category stands in the tree, and its parts by the search engine, which knows what narrows them. */
export const load: PageLoad = async ({ fetch, params, setHeaders, url }) => {
  if (!isCategoryPath(params.path)) error(404, { message: 'There is no such category', remedy: NOT_FOUND });
  const { request, view } = readAddress(url, params.path);
  const [answer] = await Promise.all([narrowed(fetch, request), bringIslands(results, plainList)]);
  // Without the engine (offline, starting) the plain list of the category stands in, page by page.
  const place = await ask<CategoryAnswer>(
    fetch,
    categoryPath(params.path).replace('/c/', '/api/catalog/categories/') +
      (answer ? '?head' : `?page=${request.page}`),
    'category or page of it',
  );
  // A page made without the engine, or while it reads the newest generation, is shown but not kept.
  if (!answer || answer.generation < place.generation) setHeaders({ 'cache-control': 'private, no-store' });
  return { place, request, view, answer };
};

async function narrowed(fetch: Fetch, request: SearchRequest): Promise<SearchAnswer | undefined> {
  try {
    return await search(fetch, request);
  } catch {
    return undefined;
  }
}
