import { readCategory } from '#server/catalog/read/read-category.ts';
import { catalogAnswer, missing } from '../../answer.server.ts';
import type { RequestHandler } from './$types';

/** With `?head` only the category's place in the tree, for who asks the search for its parts. */
export const GET: RequestHandler = ({ locals, params, request, url }) =>
  catalogAnswer(locals.shop, request, async () => {
    const page = Number(url.searchParams.get('page') ?? '1');
    const found = await readCategory(locals.shop, params.path, page);
    if (!found.ok) return missing(404, 'There is no such category, or it has fewer pages.');
    return url.searchParams.has('head') ? { ...found.answer, products: [] } : found.answer;
  });
