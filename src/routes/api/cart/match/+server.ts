/** POST a list of part numbers; each comes back with the parts it means: none, one, or several to choose from. */
import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { matchRequestSchema } from '#protocol/cart.ts';
import { problem, PROBLEM_TYPE } from '#protocol/problems.ts';
import { matchParts } from '#server/cart/match-parts.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, request }) => {
  const parsed = v.safeParse(matchRequestSchema, await request.json().catch(() => undefined));
  if (!parsed.success) {
    const body = problem('invalid', { detail: 'This is no list of parts.' });
    return json(body, { status: body.status, headers: { 'content-type': PROBLEM_TYPE } });
  }
  const matched = await matchParts(locals.shop, parsed.output.parts);
  return json({ matched }, { headers: { 'cache-control': 'private, no-store' } });
};
