/** Every cookie this shop may set, as the page /cookies publishes it. A cookie that is not on this list is a defect. */
import { CART_COOKIE } from '#domain/cart/cookie-codec.ts';

export { CART_COOKIE };
/** Names the server's copy of the cart; 128 random bits, base64url. Script cannot read it. */
export const CART_ID_COOKIE = '__Host-cid';
export const NAME_COOKIE = '__Host-name';

export const DAY_SECONDS = 86_400;

export interface PublishedCookie {
  readonly name: string;
  readonly purpose: string;
  /** What is in it, in plain words. */
  readonly content: string;
  readonly readBy: 'this page and the server' | 'the server only';
  /** What must happen before it is set. */
  readonly setWhen: string;
}

export const publishedCookies: readonly PublishedCookie[] = [
  {
    name: CART_COOKIE,
    purpose: 'Keeps your cart when everything else on this device is lost.',
    content: 'Numbers of the parts in your cart and how many of each. No prices, no person.',
    readBy: 'this page and the server',
    setWhen: 'you put something into the cart',
  },
  {
    name: CART_ID_COOKIE,
    purpose: "Finds the shop's own copy of your cart.",
    content: 'A random number. The shop keeps only a fingerprint of it.',
    readBy: 'the server only',
    setWhen: 'you put something into the cart',
  },
  {
    name: NAME_COOKIE,
    purpose: 'Lets the shop greet you.',
    content: 'The name you gave.',
    readBy: 'this page and the server',
    setWhen: 'you tell us your name',
  },
];

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
