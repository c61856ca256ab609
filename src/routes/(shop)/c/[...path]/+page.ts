import { categoryPath } from '#domain/catalog/addresses.ts';
import type { CategoryAnswer } from '#protocol/catalog.ts';
import { ask } from '../../ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params, url }) => {
  const wanted = Number(url.searchParams.get('page') ?? '1');
  const page = Number.isSafeInteger(wanted) && wanted > 0 ? wanted : 1;
  return ask<CategoryAnswer>(
    fetch,
    categoryPath(params.path, page).replace('/c/', '/api/catalog/categories/'),
    'category or page of it',
  );
};
