/** GET /api/payments/return/<ref>: how a payment stands now that its shopper is back; asks the provider. */
import { NO_STORE, answerJson, answerProblem, whenStorageFails } from '#server/answers/answers.ts';
import { CART_ID_COOKIE } from '#protocol/cookies.ts';
import { cartOf } from '#server/checkout/cart-of.ts';
import { returnFromPayment } from '#server/payments/return-from-payment.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params, locals, cookies }) =>
  whenStorageFails(async () => {
    const returned = await returnFromPayment(locals.shop, params.ref, cartOf(cookies.get(CART_ID_COOKIE)));
    return returned ? answerJson(200, returned, NO_STORE) : answerProblem('not-found');
  });
