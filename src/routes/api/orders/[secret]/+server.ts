/** GET /api/orders/<secret>: an order for the holder of its link. Nobody keeps a copy on the way. */
import { NO_STORE, answerJson, answerProblem, whenStorageFails } from '#server/answers/answers.ts';
import { orderOfLink } from '#server/orders/shopper.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, locals }) =>
  whenStorageFails(async () => {
    const order = await orderOfLink(locals.shop, params.secret);
    return order ? answerJson(200, order, NO_STORE) : answerProblem('not-found');
  });
