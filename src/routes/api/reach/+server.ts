import { json } from '@sveltejs/kit';
import type { ReachAnswer } from '#protocol/reach.ts';
import type { RequestHandler } from './$types';

/** Says "it is me" and repeats what was asked; asks no database, because a busy shop is a reachable one. */
export const GET: RequestHandler = ({ url }) => {
  const n = (url.searchParams.get('n') ?? '').slice(0, 32);
  const answer: ReachAnswer = { shop: 'cartwright', n };
  return json(answer, { headers: { 'cache-control': 'no-store' } });
};
