/** POST: a single-use code, good for ten minutes, that hands this cart to another device. GET: which codes of it are still unused. */
import { json } from '@sveltejs/kit';
import { CART_ID_COOKIE } from '#protocol/cookies.ts';
import { problem, PROBLEM_TYPE } from '#protocol/problems.ts';
import { makeCode, openCodes } from '#server/cart/hand-over.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ cookies, locals }) => {
  const made = await makeCode(locals.shop, cookies.get(CART_ID_COOKIE));
  if (made.ok)
    return json(
      { code: made.code, expiresAt: made.expiresAt },
      { headers: { 'cache-control': 'private, no-store' } },
    );
  const body = problem('not-found', { detail: 'The shop has no copy of this cart yet.' });
  return json(body, { status: body.status, headers: { 'content-type': PROBLEM_TYPE } });
};

export const GET: RequestHandler = async ({ cookies, locals }) => {
  const open = await openCodes(locals.shop, cookies.get(CART_ID_COOKIE));
  return json({ open }, { headers: { 'cache-control': 'private, no-store' } });
};
