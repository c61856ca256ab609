/** Which cart a request belongs to, as the database names carts. */
import { hashOf } from './link.ts';

/** From the value of the cart's HttpOnly cookie; "" where there is none or it is no 128-bit id. */
export function cartOf(cookie: string | undefined): string {
  return cookie !== undefined && /^[A-Za-z0-9_-]{20,64}$/.test(cookie) ? hashOf(cookie) : '';
}
