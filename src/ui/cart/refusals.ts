/** Why a change was refused, and what to do next. */
import type { CartRefusal } from '#ui/state/cart.svelte.ts';

const WORDS: Readonly<Record<CartRefusal, string>> = {
  'cart-full': 'The cart holds as many lines as it can. Remove some, or place an order first.',
  'bad-quantity': 'A line holds at most 9,999,999 pieces.',
  'bad-variant': 'This part cannot be put into the cart. Reload the page and try again.',
  'too-many-notes': 'There are too many notes in this cart. Remove some first.',
  'not-ready': 'The cart is still being opened. Try again in a moment.',
};

export function addRefusal(reason: CartRefusal): string {
  return WORDS[reason];
}
