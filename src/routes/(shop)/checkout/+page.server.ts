/** The checkout form without JavaScript: the same verbs; whatever is wrong comes back beside its field with nothing lost. */
import { fail, redirect } from '@sveltejs/kit';
import { CART_COOKIE, CART_ID_COOKIE } from '#protocol/cookies.ts';
import { placeFromForm, requoteForm } from '#server/checkout/place-from-form.ts';
import { elseBusy } from '../../api/else-busy.server.ts';
import { setCookies } from '../../api/cart/set-cookies.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const { request, cookies, locals } = event;
    const form = await request.formData();
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    const input = { text, cid: cookies.get(CART_ID_COOKIE), cart: cookies.get(CART_COOKIE) };
    if (text('do') === 'total') return elseBusy(event, () => requoteForm(locals.shop, input));
    const outcome = await elseBusy(event, () => placeFromForm(locals.shop, input));
    if (outcome.kind === 'again') return fail(422, outcome.page);
    setCookies(cookies, outcome.cookies);
    redirect(303, outcome.link);
  },
};
