/** POST /api/checkout: an intent becomes an order once; every repeat of the key gets the same bytes. */
import { NO_STORE, answerBytes, answerProblem, readJson, whenStorageFails } from '#server/answers/answers.ts';
import { cartOf } from '#server/checkout/cart-of.ts';
import { placeOrder } from '#server/checkout/place-order.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = ({ request, locals, cookies }) =>
  whenStorageFails(async () => {
    const body = await readJson(request);
    if (!body.ok) return answerProblem('invalid', { detail: body.detail });
    const { status, body: bytes } = await placeOrder(locals.shop, {
      key: request.headers.get('idempotency-key'),
      body: body.value,
      cart: cartOf(cookies.get('__Host-cid')),
    });
    return answerBytes(status, bytes, NO_STORE);
  });
