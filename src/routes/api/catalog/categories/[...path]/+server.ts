import { readCategory } from '#server/catalog/read/read-category.ts';
import { catalogAnswer, missing } from '../../answer.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals, params, request, url }) =>
  catalogAnswer(locals.shop, request, async () => {
    const page = Number(url.searchParams.get('page') ?? '1');
    const found = await readCategory(locals.shop, params.path, page);
    return found.ok ? found.answer : missing(404, 'There is no such category, or it has fewer pages.');
  });
