import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cart } from '#tests/simulation/random-carts.ts';
import type { CartState } from './cart.ts';
import { compareBodies, mergeCarts } from './merge.ts';

function plain(state: CartState): unknown {
  return {
    added: [...state.added].sort(([a], [b]) => (a < b ? -1 : 1)),
    removed: [...state.removed].sort(),
    marks: [...state.marks].sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

describe('merging carts', () => {
  it('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(cart, cart, cart, (a, b, c) => {
        expect(plain(mergeCarts(a, b))).toEqual(plain(mergeCarts(b, a)));
        expect(plain(mergeCarts(mergeCarts(a, b), c))).toEqual(plain(mergeCarts(a, mergeCarts(b, c))));
        expect(plain(mergeCarts(a, a))).toEqual(plain(a));
        expect(plain(mergeCarts(mergeCarts(a, b), b))).toEqual(plain(mergeCarts(a, b)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('settles one dot with two bodies alike everywhere: smaller known time, then smaller bytes', () => {
    const early = { variant: 2, n: 5, kind: 'set', at: 10 } as const;
    const late = { variant: 1, n: 1, kind: 'add', at: 20 } as const;
    const unknown = { variant: 1, n: 1, kind: 'add', at: 0 } as const;
    expect(compareBodies(early, late)).toBeLessThan(0);
    expect(compareBodies(late, unknown)).toBeLessThan(0);
    expect(compareBodies({ ...late, n: 2 }, late)).toBeGreaterThan(0);
  });
});
