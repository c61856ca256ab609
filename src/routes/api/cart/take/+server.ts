/** POST a code: this device joins the cart behind it. A wrong, used or old code is the same answer; a cart too full for both says so. */
import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { CART_ID_COOKIE } from '#protocol/cookies.ts';
import { takeRequestSchema, type TakeAnswer } from '#protocol/cart.ts';
import { problem, PROBLEM_TYPE } from '#protocol/problems.ts';
import { cookiesOf } from '#server/cart/cart-answers.ts';
import { takeCart } from '#server/cart/hand-over.ts';
import { setCookies } from '../set-cookies.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ cookies, locals, request }) => {
  const parsed = v.safeParse(takeRequestSchema, await request.json().catch(() => undefined));
  const taken = parsed.success
    ? await takeCart(locals.shop, cookies.get(CART_ID_COOKIE), parsed.output.code)
    : undefined;
  if (!taken?.ok) {
    const body =
      taken?.reason === 'cart-full'
        ? problem('cart-full', { detail: 'Both carts together are too large. Remove some lines first.' })
        : problem('not-found', { detail: 'This code is wrong, used, or older than ten minutes.' });
    return json(body, { status: body.status, headers: { 'content-type': PROBLEM_TYPE } });
  }
  setCookies(cookies, cookiesOf(locals.shop, taken.cid, taken.record));
  const answer: TakeAnswer = { isOwn: taken.isOwn };
  return json(answer, { headers: { 'cache-control': 'private, no-store' } });
};
