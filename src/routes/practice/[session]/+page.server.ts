/** The practice provider's hosted page: what a card page of a real provider would be, without cards. */
import { error, redirect } from '@sveltejs/kit';
import { readPracticePage, settlePractice } from '#server/payments/practice/practice.ts';
import { currencyOf } from '#domain/money/money.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const page = await readPracticePage(locals.shop, params.session);
  if (!page) error(404, 'There is no payment page at this address');
  const { title, amount, currency, state, returnTo } = page;
  return { title, amount, currency: currencyOf(currency), state, returnTo };
};

export const actions: Actions = {
  pay: async ({ params, locals }) => {
    const page = await readPracticePage(locals.shop, params.session);
    if (!page) error(404);
    await settlePractice(locals.shop, params.session, 'paid');
    redirect(303, page.returnTo);
  },
  decline: async ({ params, locals }) => {
    const page = await readPracticePage(locals.shop, params.session);
    if (!page) error(404);
    await settlePractice(locals.shop, params.session, 'expired');
    redirect(303, page.returnTo);
  },
};
