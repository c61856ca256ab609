/** The cart without script: each form is one change of cookie and server copy, then the page anew. */
import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { CartChange } from '#domain/cart/change-cart.ts';
import { CART_COOKIE, CART_ID_COOKIE } from '#protocol/cookies.ts';
import { cookiesOf, nameCookie } from '#server/cart/cart-answers.ts';
import { changeServerCart } from '#server/cart/change-cart.ts';
import { readFormChange, type FormChangeKind } from '#server/cart/form-change.ts';
import { elseBusy } from '../../api/else-busy.server.ts';
import { setCookies } from '../../api/cart/set-cookies.ts';
import type { Actions } from './$types';

const PAGE = '/cart';
/** Lines one dense list may send at once. */
const MOST_LINES = 100;

export const actions: Actions = {
  add: (event) => act(event, 'add'),
  addAll: (event) => addAll(event),
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
  const done = await elseBusy(event, () => changeServerCart(locals.shop, had, [read.change]));
  if (!done.ok) redirect(303, `${PAGE}?refused=${done.reason}`);
  setCookies(cookies, cookiesOf(locals.shop, done.cid, done.record));
  redirect(303, `${PAGE}${whatNext(read.change, read.was, had.cid === undefined && had.cart === undefined)}`);
}

/** A dense list sends `n.<variant>` for each line; empty fields are no wish, what is refused is left out. */
async function addAll(event: RequestEvent): Promise<never> {
  const { cookies, locals, request } = event;
  const wishes = [...(await request.formData())].filter(
    ([name, value]) => name.startsWith('n.') && Number(value) > 0,
  );
  const changes: CartChange[] = [];
  for (const [name, value] of wishes.slice(0, MOST_LINES)) {
    const form = new FormData();
    form.set('variant', name.slice(2));
    form.set('quantity', value);
    const read = await readFormChange(locals.shop, 'add', form);
    if (read.ok) changes.push(read.change);
  }
  if (changes.length === 0) redirect(303, PAGE);
  const had = { cid: cookies.get(CART_ID_COOKIE), cart: cookies.get(CART_COOKIE) };
  const done = await elseBusy(event, () => changeServerCart(locals.shop, had, changes));
  if (!done.ok) redirect(303, `${PAGE}?refused=${done.reason}`);
  setCookies(cookies, cookiesOf(locals.shop, done.cid, done.record));
  redirect(303, had.cid === undefined && had.cart === undefined ? `${PAGE}?sent` : PAGE);
}

/** After a first act the next page can see whether the browser kept the cookies; after a removal it offers the way back. */
function whatNext(change: CartChange, was: number, isFirst: boolean): string {
  if (change.do === 'remove' && was > 0) return `?removed=${change.variant}x${was}`;
  return isFirst ? '?sent' : '';
}
