import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cart, seededRandom } from '#tests/simulation/random-carts.ts';
import { countLiveDots, dotsOf, EMPTY_CART, type CartState } from './cart.ts';
import { changeCart, kill, type CartChange } from './change-cart.ts';
import { foldCart, joinFolded, openFolds, type FoldedCart } from './fold.ts';
import { mergeCarts } from './merge.ts';
import { viewCart } from './view-cart.ts';

const random = seededRandom(99);

function after(state: CartState, change: CartChange, at = 1): CartState {
  const outcome = changeCart(state, change, { clock: { now: () => at }, random });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.state;
}

const add = (state: CartState, n: number): CartState => after(state, { do: 'add', variant: 1, n });
const pieces = (state: CartState): number => viewCart(state)[0]?.n ?? 0;

describe('folding on the server', () => {
  it('changes nothing that is seen, whatever it meets afterwards', () => {
    fc.assert(
      fc.property(cart, cart, (state, other) => {
        const apart = { ...other, added: new Map([...other.added].filter(([dot]) => !state.added.has(dot))) };
        const folded = foldCart({ state, folds: new Map() }, random, 2).state;
        expect(viewCart(folded).map(byLine).sort()).toEqual(viewCart(state).map(byLine).sort());
        const fresh = { ...apart, removed: new Set<string>() };
        expect(viewCart(mergeCarts(folded, fresh)).map(byLine).sort()).toEqual(
          viewCart(mergeCarts(state, fresh)).map(byLine).sort(),
        );
      }),
    );
  });

  it('opens for a late tombstone, also through a fold inside a fold', () => {
    let state = EMPTY_CART;
    for (const n of [1, 2, 4, 8]) state = add(state, n);
    const first = [...state.added.keys()][0]!;
    let folded = foldCart({ state, folds: new Map() }, random);
    const inner = dotsOf(folded.state, 1);
    expect(inner.length).toBe(1);
    for (const n of [16, 32, 64]) folded = { ...folded, state: add(folded.state, n) };
    folded = foldCart(folded, random);
    expect([countLiveDots(folded.state), pieces(folded.state)]).toEqual([1, 127]);

    const opened = openFolds({ ...folded, state: kill(folded.state, [first]) }, [first], random);
    expect(pieces(opened.state)).toBe(126);
    const more = openFolds({ ...opened, state: kill(opened.state, inner) }, inner, random);
    expect(pieces(more.state)).toBe(112);
    const again = openFolds(more, [first, ...inner], random);
    expect(pieces(again.state)).toBe(112);
  });

  it('two copies that folded the same dots apart count them once, and what either lost is gone', () => {
    let state = EMPTY_CART;
    for (const n of [1, 2, 4, 8]) state = add(state, n);
    const [first, second] = [...state.added.keys()];
    const here = foldCart({ state, folds: new Map() }, random);
    // There: one more piece, one of the four removed before and one after the fold.
    const less = kill(add(add(state, 16), 32), [first!]);
    const there = late(foldCart({ state: less, folds: new Map() }, random), second!);
    expect([pieces(here.state), pieces(there.state)]).toEqual([15, 4 + 8 + 16 + 32]);
    for (const [a, b] of [
      [here, there],
      [there, here],
    ] as const) {
      const joined = joinFolded(a, b, random);
      expect(pieces(joined.state)).toBe(60);
      expect(pieces(joinFolded(joined, b, random).state)).toBe(60);
      // A tombstone of either fold still speaks for what was in it.
      const folds = dotsOf(here.state, 1);
      const removed = openFolds({ ...joined, state: kill(joined.state, folds) }, folds, random);
      expect(pieces(removed.state)).toBe(48);
    }
  });
});

/** A device removed this dot before it heard of the fold. */
function late({ state, folds }: FoldedCart, dot: string): FoldedCart {
  return openFolds({ state: kill(state, [dot]), folds }, [dot], random);
}

function byLine({ variant, n }: { variant: number; n: number }): string {
  return `${variant}:${n}`;
}
