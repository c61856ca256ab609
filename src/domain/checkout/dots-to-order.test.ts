import { expect, it } from 'vitest';
import { EMPTY_CART, liveDots, type CartState } from '#domain/cart/cart.ts';
import { changeCart, type CartChange } from '#domain/cart/change-cart.ts';
import { dotsToOrder } from './dots-to-order.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const change = (state: CartState, wanted: CartChange): CartState => {
  const done = changeCart(state, wanted, { clock: { now: () => 1 }, random });
  if (!done.ok) throw new Error(done.reason);
  return done.state;
};
const dots = (state: CartState) => [...liveDots(state)].map(([dot]) => dot);
const NONE = new Set<string>();
const cart = change(change(EMPTY_CART, { do: 'add', variant: 5, n: 2 }), { do: 'add', variant: 6, n: 1 });
const shown = [
  { variant: 5, n: 2 },
  { variant: 6, n: 1 },
];

it('takes the dots of what can be had, and leaves those of other lines', () => {
  expect(dotsToOrder(cart, NONE, shown, [5, 6])).toEqual(dots(cart));
  expect(dotsToOrder(cart, NONE, shown, [5])).toEqual(dots(cart).slice(0, 1));
  const more = change(cart, { do: 'add', variant: 7, n: 1 });
  expect(dotsToOrder(more, NONE, shown, [5, 6])).toEqual(dots(cart));
});

it('takes nothing when a line is not what was shown: pieces added meanwhile would go with it', () => {
  const added = change(cart, { do: 'add', variant: 5, n: 1 });
  const removed = change(cart, { do: 'remove', variant: 6 });
  expect([added, removed].map((now) => dotsToOrder(now, NONE, shown, [5, 6]))).toEqual([
    undefined,
    undefined,
  ]);
});

it('takes nothing when another order has it already, waiting or placed: a second tab orders nothing twice', () => {
  expect(dotsToOrder(cart, new Set(dots(cart)), shown, [5, 6])).toBeUndefined();
  const spent = change(cart, { do: 'spend', dots: dots(cart) });
  expect(dotsToOrder(spent, NONE, shown, [5, 6])).toBeUndefined();
});
