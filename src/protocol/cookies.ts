/** The cookies this shop may set, by name; what each is for stands in published-cookies.ts. */
import { CART_COOKIE } from '#domain/cart/cookie-codec.ts';

export { CART_COOKIE };
/** Names the server's copy of the cart; 128 random bits, base64url. Script cannot read it. */
export const CART_ID_COOKIE = '__Host-cid';
export const NAME_COOKIE = '__Host-name';

export const DAY_SECONDS = 86_400;

/** 128 bits as base64url. */
export function isCartId(text: unknown): text is string {
  return typeof text === 'string' && /^[A-Za-z0-9_-]{21}[AQgw]$/.test(text);
}

const LONGEST_NAME = 60;

/** A name as it may be kept and shown: one line, no control signs, at most 60 characters; empty where nothing is left. */
export function cleanName(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  return [...plain].slice(0, LONGEST_NAME).join('').trim();
}
