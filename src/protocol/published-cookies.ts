/** Every cookie this shop may set, as the page /cookies publishes it. A cookie that is not on this list is a defect. */
import { CART_COOKIE, CART_ID_COOKIE, NAME_COOKIE } from './cookies.ts';

export interface PublishedCookie {
  readonly name: string;
  /** What a shopper would call it. */
  readonly title: string;
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
    title: 'Your cart, once more',
    purpose: 'Keeps your cart when everything else on this device is lost.',
    content: 'Numbers of the parts in your cart and how many of each. No prices, no person.',
    readBy: 'this page and the server',
    setWhen: 'you put something into the cart',
  },
  {
    name: CART_ID_COOKIE,
    title: 'The number of your cart',
    purpose: "Finds the shop's own copy of your cart.",
    content: 'A random number. The shop keeps only a fingerprint of it.',
    readBy: 'the server only',
    setWhen: 'you put something into the cart',
  },
  {
    name: NAME_COOKIE,
    title: 'Your name',
    purpose: 'Lets the shop greet you.',
    content: 'The name you gave.',
    readBy: 'this page and the server',
    setWhen: 'you tell us your name',
  },
];
