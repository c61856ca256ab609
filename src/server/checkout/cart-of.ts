/** Which cart a request belongs to, as the database names carts. */
import { id128 } from '#protocol/checkout.ts';
import { fingerprintOf } from '#server/cart/carts-table.ts';
import type { Shop } from '#server/shop.ts';
import * as v from 'valibot';

/** From the value of the cart's HttpOnly cookie; "" where there is none or it holds no id. */
export function cartOf(cookie: string | undefined): string {
  return fingerprintOf(cookie) ?? '';
}

export interface OrderingCart {
  /** As in `carts.id`; "" where neither cookie nor order names one. */
  readonly cart: string;
  /** The id made for an order that came without one, for `__Host-cid`. */
  readonly made?: string;
}

/**
 * The cart an order is of. One that is placed before the cart has talked to the shop gets its cart's id here, the same
 * at every repeat: derived from the order's own secret, because what else an order names may be known to others by a link.
 */
export function orderingCart(shop: Shop, cookie: string | undefined, body: unknown): OrderingCart {
  const cart = cartOf(cookie);
  if (cart !== '' || typeof body !== 'object' || body === null || !('guestToken' in body)) return { cart };
  if (!v.is(id128, body.guestToken)) return { cart };
  const bits = Buffer.from(shop.secrets.sign('cart-of-order', body.guestToken), 'base64url');
  const made = bits.subarray(0, 16).toString('base64url');
  return { cart: cartOf(made), made };
}
