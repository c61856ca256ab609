/** POST: a single-use code, good for ten minutes, that hands this cart to another device. */
import { json } from '@sveltejs/kit';
import { CART_ID_COOKIE } from '#protocol/cookies.ts';
import { problem, PROBLEM_TYPE } from '#protocol/problems.ts';
import { makeCode } from '#server/cart/hand-over.ts';
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
