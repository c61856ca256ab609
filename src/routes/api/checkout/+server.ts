/** POST /api/checkout: an intent becomes an order once; every repeat of the key gets the same bytes. */
import { NO_STORE, answerBytes, answerProblem, readJson, whenStorageFails } from '#server/answers/answers.ts';
import { cartIdCookie } from '#server/cart/cart-answers.ts';
import { CART_ID_COOKIE } from '#protocol/cookies.ts';
import { orderingCart } from '#server/checkout/cart-of.ts';
import { placeOrder } from '#server/checkout/place-order.ts';
import { setCookies } from '../cart/set-cookies.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = ({ request, locals, cookies }) =>
  whenStorageFails(async () => {
    const body = await readJson(request);
    if (!body.ok) return answerProblem(body.problem, { detail: body.detail });
    const ordering = orderingCart(locals.shop, cookies.get(CART_ID_COOKIE), body.value);
    const { status, body: bytes } = await placeOrder(locals.shop, {
      key: request.headers.get('idempotency-key'),
      body: body.value,
      ...ordering,
    });
    if (status === 201 && ordering.made) setCookies(cookies, [cartIdCookie(locals.shop, ordering.made)]);
    return answerBytes(status, bytes, NO_STORE);
  });
