/** From verbs to answers: what POST and GET /api/cart say, and the cookies that go with it. */
import { savedMarks } from '#domain/cart/cookie-saved.ts';
import { COOKIE_BYTES, encodeCart } from '#domain/cart/cookie-codec.ts';
import { viewCart, viewSaved } from '#domain/cart/view-cart.ts';
import type { CartAnswer, CartRequest, CartViewAnswer } from '#protocol/cart.ts';
import { CART_COOKIE, CART_ID_COOKIE, cleanName, DAY_SECONDS, NAME_COOKIE } from '#protocol/cookies.ts';
import type { Shop } from '../shop.ts';
import type { CartRecord } from './cart-record.ts';
import { readCart, type CartCookies } from './read-cart.ts';
import { readVariants, viewRow } from './read-lines.ts';
import { syncCart } from './sync-cart.ts';

/** A cookie to be set; a lifetime of 0 deletes it. Always Secure, SameSite=Lax, Path=/. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly maxAge: number;
  readonly httpOnly: boolean;
}

/** The cookie that names the server's copy. */
export function cartIdCookie(shop: Shop, cid: string): SetCookie {
  return { name: CART_ID_COOKIE, value: cid, maxAge: shop.settings.CART_DAYS * DAY_SECONDS, httpOnly: true };
}

/** The cookies that mirror this record, counted anew from now. */
export function cookiesOf(shop: Shop, cid: string, record: CartRecord): SetCookie[] {
  const byId = cartIdCookie(shop, cid);
  const saved = savedMarks(record.state);
  const value = encodeCart(record.state, [], record.version, [], COOKIE_BYTES, { saved });
  return [byId, { name: CART_COOKIE, value, maxAge: byId.maxAge, httpOnly: false }];
}

/** The visitor's name as a cookie; an empty name deletes it. */
export function nameCookie(shop: Shop, name: string): SetCookie {
  const value = cleanName(name);
  return {
    name: NAME_COOKIE,
    value: encodeURIComponent(value),
    maxAge: value ? shop.settings.CART_DAYS * DAY_SECONDS : 0,
    httpOnly: false,
  };
}

export async function answerSync(
  shop: Shop,
  cookies: { readonly cid: string | undefined; readonly name: string | undefined },
  request: CartRequest,
): Promise<
  | { readonly ok: true; readonly answer: CartAnswer; readonly cookies: readonly SetCookie[] }
  | { readonly ok: false; readonly reason: 'cart-full' }
> {
  const synced = await syncCart(shop, { cid: cookies.cid, request });
  if (!synced.ok) return synced;
  const { record, result, cid } = synced;
  const lines = viewCart(record.state);
  const facts = await readVariants(shop, [...lines.map((line) => line.variant), ...request.need]);
  const answer: CartAnswer = {
    ...result,
    view: lines.map((line) => viewRow(line, facts.get(line.variant))),
    lines: request.need.flatMap((variant) => facts.get(variant)?.snapshot ?? []),
  };
  const name = cleanName(cookies.name ?? '');
  const set = [...cookiesOf(shop, cid, record), ...(name ? [nameCookie(shop, name)] : [])];
  return { ok: true, answer, cookies: set };
}

/** What a page without script shows. */
export async function answerView(
  shop: Shop,
  cookies: CartCookies & { readonly name: string | undefined; readonly hasCookies: boolean },
): Promise<CartViewAnswer> {
  const { state } = await readCart(shop, cookies);
  const lines = viewCart(state);
  const saved = viewSaved(state);
  const facts = await readVariants(
    shop,
    [...lines, ...saved].map((line) => line.variant),
  );
  return {
    currency: shop.currency,
    lines: lines.map((line) => ({ ...viewRow(line, facts.get(line.variant)), note: line.note })),
    saved,
    snapshots: [...facts.values()].map((fact) => fact.snapshot),
    name: cleanName(cookies.name ?? ''),
    hasCookies: cookies.hasCookies,
    hasId: cookies.cid !== undefined,
  };
}
