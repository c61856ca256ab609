import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cart, seededRandom } from '#tests/simulation/random-carts.ts';
import { EMPTY_CART } from './cart.ts';
import { cleanNote, kill } from './change-cart.ts';
import { mergeCarts } from './merge.ts';
import { addAgain, deadLines, packCart, unpackCart } from './parcel.ts';
import { viewCart, viewSaved } from './view-cart.ts';

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

it('takes notes and what is saved for later along, and no note of what stays', () => {
  fc.assert(
    fc.property(cart, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (state, text) => {
      const note = cleanNote(text);
      const [line] = viewCart(state);
      fc.pre(note !== '' && line !== undefined);
      const marks = new Map([
        [`n${line.variant}`, { rev: 2, value: note }],
        ['n1099511627775', { rev: 1, value: 'of a line that is not here' }],
        ['l77', { rev: 3, value: '4' }],
        ['l78', { rev: 2, value: '' }],
      ] as const);
      const parcel = unpackCart(packCart({ ...state, marks }))!;
      expect(viewSaved(parcel)).toEqual([{ variant: 77, n: 4 }]);
      expect([...parcel.marks]).toEqual([
        [`n${line.variant}`, { rev: 2, value: note }],
        ['l77', { rev: 3, value: '4' }],
      ]);
      expect(byVariant(viewCart(parcel))).toEqual(byVariant(viewCart(state)));
    }),
  );
});

it('is refused whole where what follows the lines is damaged', () => {
  const whole = packCart({ ...EMPTY_CART, marks: new Map([['l7', { rev: 1, value: '2' }]]) });
  expect(viewSaved(unpackCart(whole)!)).toEqual([{ variant: 7, n: 2 }]);
  for (const broken of [
    whole.slice(0, -3),
    `${whole}!`,
    `${whole.split('.')[0]!}.`,
    `${whole.split('.')[0]!}.W10x`,
  ])
    expect(unpackCart(broken), broken).toBeUndefined();
});
