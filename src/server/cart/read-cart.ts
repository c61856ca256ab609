/** The cart of a request that carries only cookies, merged from cookie and server copy; nothing is written. */
import { EMPTY_CART, type CartState } from '#domain/cart/cart.ts';
import { decodeCart, type CookieCart } from '#domain/cart/cookie-codec.ts';
import { mergeCarts } from '#domain/cart/merge.ts';
import { toMarkRow, toRow } from '#domain/cart/rows.ts';
import type { SyncRequest } from '#domain/cart/sync.ts';
import type { Shop } from '../shop.ts';
import { cartTime } from './cart-record.ts';
import { findCart, fingerprintOf } from './carts-table.ts';

/** What a request brings: the values of `__Host-cid` and `__Host-cart`. Both are hostile. */
export interface CartCookies {
  readonly cid: string | undefined;
  readonly cart: string | undefined;
}

export interface ReadCart {
  readonly state: CartState;
  /** As in `carts.id`; undefined where the server has no copy yet. */
  readonly cartId: string | undefined;
}

/** The visible cart behind these cookies; any one of the two is enough. */
export async function readCart(shop: Shop, cookies: CartCookies): Promise<ReadCart> {
  const fingerprint = fingerprintOf(cookies.cid);
  const found = fingerprint && (await findCart(shop.database.read, fingerprint, cartTime(shop)));
  const mirrored = cookieCart(cookies.cart);
  if (!found) return { state: mirrored ? stateOf(mirrored) : EMPTY_CART, cartId: undefined };
  const isStale = mirrored && mirrored.have > 0 && mirrored.have < found.record.floor;
  const state = mirrored && !isStale ? mergeCarts(found.record.state, stateOf(mirrored)) : found.record.state;
  return { state, cartId: found.id };
}

/** What the cookie says, as a device without script would say it in a sync. */
export function requestOfCookie(text: string | undefined): SyncRequest {
  const mirrored = cookieCart(text);
  return {
    v: 1,
    added: mirrored?.added.map(toRow) ?? [],
    removed: mirrored?.removed ?? [],
    held: [],
    notes: [...(mirrored?.saved ?? [])].map(toMarkRow),
    have: mirrored?.have ?? 0,
    seen: 0,
  };
}

function cookieCart(text: string | undefined): CookieCart | undefined {
  const decoded = text === undefined ? undefined : decodeCart(text);
  return decoded?.ok ? decoded.cart : undefined;
}

function stateOf(mirrored: CookieCart): CartState {
  return { added: new Map(mirrored.added), removed: new Set(mirrored.removed), marks: mirrored.saved };
}
