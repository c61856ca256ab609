import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cart, seededRandom } from '#tests/simulation/random-carts.ts';
import { EMPTY_CART } from './cart.ts';
import { kill } from './change-cart.ts';
import { mergeCarts } from './merge.ts';
import { addAgain, deadLines, packCart, unpackCart } from './parcel.ts';
import { viewCart } from './view-cart.ts';

const maker = { clock: { now: () => 9 }, random: seededRandom(5) };
const byVariant = (lines: ReturnType<typeof viewCart>): string[] =>
  lines.map(({ variant, n }) => `${variant}x${n}`).sort();

it('arrives as it left, and opening it twice changes nothing', () => {
  fc.assert(
    fc.property(cart, (state) => {
      const parcel = unpackCart(packCart(state))!;
      expect(byVariant(viewCart(parcel))).toEqual(byVariant(viewCart(state)));
      const once = mergeCarts(EMPTY_CART, parcel);
      expect(viewCart(mergeCarts(once, parcel))).toEqual(viewCart(once));
    }),
  );
});

it('never brings back what was removed here, but offers it', () => {
  const state = {
    ...EMPTY_CART,
    added: new Map([['AAAAAAAAAAA', { variant: 1, n: 2, kind: 'add', at: 1 } as const]]),
  };
  const parcel = unpackCart(packCart(state))!;
  const own = kill(state, state.added.keys());
  expect(viewCart(mergeCarts(own, parcel))).toEqual([]);
  const dead = deadLines(own, parcel);
  expect(byVariant(dead)).toEqual(['1x2']);
  const again = addAgain(own, dead, maker);
  expect(again.ok && byVariant(viewCart(again.state))).toEqual(['1x2']);
});

it('is refused when it is none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(unpackCart(text)).toBeUndefined();
    }),
  );
});

it('leaves out the order that waits', () => {
  const body = { variant: 1, n: 2, kind: 'add', at: 1 } as const;
  const added = new Map([
    ['AAAAAAAAAAA', body],
    ['AAAAAAAAAAE', { ...body, variant: 7 }],
  ]);
  const parcel = unpackCart(packCart({ ...EMPTY_CART, added }, new Set(['AAAAAAAAAAA'])))!;
  expect(byVariant(viewCart(parcel))).toEqual(['7x2']);
});
