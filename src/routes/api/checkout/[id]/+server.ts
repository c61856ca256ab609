/** GET and DELETE /api/checkout/<id>: what became of an intent, and the shopper's cancel of one that was not placed. */
import { NO_STORE, answerJson, answerProblem, whenStorageFails } from '#server/answers/answers.ts';
import { cancelCheckout, getCheckout, isCheckoutId } from '#server/checkout/status.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, locals }) =>
  whenStorageFails(async () => {
    if (!isCheckoutId(params.id)) return answerProblem('not-found');
    return answerJson(200, await getCheckout(locals.shop, params.id), NO_STORE);
  });

export const DELETE: RequestHandler = ({ params, locals }) =>
  whenStorageFails(async () => {
    if (!isCheckoutId(params.id)) return answerProblem('not-found');
    return answerJson(200, await cancelCheckout(locals.shop, params.id), NO_STORE);
  });
