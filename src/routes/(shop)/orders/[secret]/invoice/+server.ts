/** The invoice of an order as a page to print: the same paper as the command writes. Private, never stored on the way. */
import { error } from '@sveltejs/kit';
import { NO_STORE } from '#server/answers/answers.ts';
import { PAPER_POLICY, invoiceOfLink } from '#server/papers/order-paper.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, locals }) => {
  const html = await invoiceOfLink(locals.shop, params.secret);
  if (html === undefined) error(404, 'There is no invoice behind this link');
  return new Response(html, {
    headers: {
      ...NO_STORE,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': PAPER_POLICY,
    },
  });
};
