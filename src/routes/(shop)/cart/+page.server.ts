/** The cart without script: each form is one change of cookie and server copy, then the page anew. */
import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { CartChange } from '#domain/cart/change-cart.ts';
import { CART_COOKIE, CART_ID_COOKIE } from '#protocol/cookies.ts';
import { cookiesOf, nameCookie } from '#server/cart/cart-answers.ts';
import { changeServerCart } from '#server/cart/change-cart.ts';
import { readFormChange, type FormChangeKind } from '#server/cart/form-change.ts';
import { setCookies } from '../../api/cart/set-cookies.ts';
import type { Actions } from './$types';

const PAGE = '/cart';

export const actions: Actions = {
  add: (event) => act(event, 'add'),
  set: (event) => act(event, 'set'),
  remove: (event) => act(event, 'remove'),
  note: (event) => act(event, 'note'),
  later: (event) => act(event, 'save-for-later'),
  back: (event) => act(event, 'back-to-cart'),
  forgetSaved: (event) => act(event, 'forget-saved'),
  name: async (event) => {
    const form = await event.request.formData();
    setCookies(event.cookies, [nameCookie(event.locals.shop, String(form.get('name') ?? ''))]);
    redirect(303, PAGE);
  },
  forgetName: (event) => {
    setCookies(event.cookies, [nameCookie(event.locals.shop, '')]);
    redirect(303, PAGE);
  },
};

async function act(event: RequestEvent, kind: FormChangeKind): Promise<never> {
  const { cookies, locals, request } = event;
  const read = await readFormChange(locals.shop, kind, await request.formData());
  if (!read.ok) redirect(303, `${PAGE}?refused=${read.reason}`);
  const had = { cid: cookies.get(CART_ID_COOKIE), cart: cookies.get(CART_COOKIE) };
  const done = await changeServerCart(locals.shop, had, [read.change]);
  if (!done.ok) redirect(303, `${PAGE}?refused=${done.reason}`);
  setCookies(cookies, cookiesOf(locals.shop, done.cid, done.record));
  redirect(303, `${PAGE}${whatNext(read.change, read.was, had.cid === undefined && had.cart === undefined)}`);
}

/** After a first act the next page can see whether the browser kept the cookies; after a removal it offers the way back. */
function whatNext(change: CartChange, was: number, isFirst: boolean): string {
  if (change.do === 'remove' && was > 0) return `?removed=${change.variant}x${was}`;
  return isFirst ? '?sent' : '';
}
