import { readProduct } from '#server/catalog/read/read-product.ts';
import { catalogAnswer, missing } from '../../answer.server.ts';
import type { RequestHandler } from './$types';

/** A former slug answers too: compare `product.slug` and lead the visitor on. */
export const GET: RequestHandler = ({ locals, params, request }) =>
  catalogAnswer(locals.shop, request, async () => {
    const found = await readProduct(locals.shop, params.slug);
    if (found.ok) return found.answer;
    return found.reason === 'withdrawn'
      ? missing(410, 'This product is no longer sold.')
      : missing(404, 'There is no product at this address.');
  });
