/** GET reads the cart behind the cookies; DELETE forgets it; POST merges a device's cart with the server's copy and re-issues the cookies. */
import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { CART_BODY_BYTES, cartRequestSchema } from '#protocol/cart.ts';
import { CART_COOKIE, CART_ID_COOKIE, NAME_COOKIE } from '#protocol/cookies.ts';
import { problem, PROBLEM_TYPE, type ProblemName } from '#protocol/problems.ts';
import { answerSync, answerView } from '#server/cart/cart-answers.ts';
import { forgetCart } from '#server/cart/forget-cart.ts';
import { setCookies } from './set-cookies.ts';
import type { RequestHandler } from './$types';

const PRIVATE = { 'cache-control': 'private, no-store' };

export const GET: RequestHandler = async ({ cookies, locals }) => {
  const view = await answerView(locals.shop, {
    cid: cookies.get(CART_ID_COOKIE),
    cart: cookies.get(CART_COOKIE),
    name: cookies.get(NAME_COOKIE),
    hasCookies: cookies.getAll().length > 0,
  });
  return json(view, { headers: PRIVATE });
};

export const POST: RequestHandler = async ({ cookies, locals, request }) => {
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length > CART_BODY_BYTES)
    return refuse('invalid', `A cart request has at most ${CART_BODY_BYTES} bytes.`);
  const parsed = v.safeParse(cartRequestSchema, parse(new TextDecoder().decode(bytes)));
  if (!parsed.success) return refuse('invalid', 'This is no cart.');
  const answered = await answerSync(
    locals.shop,
    { cid: cookies.get(CART_ID_COOKIE), name: cookies.get(NAME_COOKIE) },
    parsed.output,
  );
  if (!answered.ok) return refuse('cart-full', 'Remove some lines, or place an order first.');
  setCookies(cookies, answered.cookies);
  return json(answered.answer, { headers: PRIVATE });
};

/** Forgets the server's copy and deletes every cookie of ours; with `?only=id` the copy and the cookie that names it. */
export const DELETE: RequestHandler = async ({ cookies, locals, url }) => {
  await forgetCart(locals.shop, cookies.get(CART_ID_COOKIE));
  const names =
    url.searchParams.get('only') === 'id' ? [CART_ID_COOKIE] : [CART_ID_COOKIE, CART_COOKIE, NAME_COOKIE];
  setCookies(
    cookies,
    names.map((name) => ({ name, value: '', maxAge: 0, httpOnly: name === CART_ID_COOKIE })),
  );
  return json({ forgotten: true }, { headers: PRIVATE });
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(name: ProblemName, detail: string): Response {
  const body = problem(name, { detail });
  return json(body, { status: body.status, headers: { ...PRIVATE, 'content-type': PROBLEM_TYPE } });
}
