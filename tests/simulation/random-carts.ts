/** Random carts for property tests: few variants and few dots, so that copies meet and disagree. */
import fc from 'fast-check';
import type { Random } from '#domain/time/clock.ts';
import { toBase64url } from '#domain/cart/base64url.ts';
import type { Addition, CartState, Mark, MarkKey } from '#domain/cart/cart.ts';
import { newDot, type Dot } from '#domain/cart/dot.ts';

/** A repeatable source of bytes (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  return { bytes: (length) => Uint8Array.from({ length }, () => next() & 255) };
}

// Seeds no test uses for its devices: a dot is never made twice.
const pool = Array.from({ length: 12 }, (_, i) => newDot(seededRandom(0x70000000 + i)));

export const someDot: fc.Arbitrary<Dot> = fc.constantFrom(...pool);
export const anyDot: fc.Arbitrary<Dot> = fc.uint8Array({ minLength: 8, maxLength: 8 }).map(toBase64url);

export const addition: fc.Arbitrary<Addition> = fc.record({
  variant: fc.integer({ min: 1, max: 4 }),
  n: fc.integer({ min: 1, max: 9 }),
  kind: fc.constantFrom('add', 'set'),
  at: fc.integer({ min: -2, max: 5 }),
});

const marks: fc.Arbitrary<ReadonlyMap<MarkKey, Mark>> = fc
  .array(
    fc.tuple(
      fc.constantFrom<MarkKey>('n1', 'n2', 'l1'),
      fc.record({ rev: fc.integer({ min: 1, max: 3 }), value: fc.constantFrom('', '1', '2') }),
    ),
    { maxLength: 3 },
  )
  .map((entries) => new Map(entries));

export const cart: fc.Arbitrary<CartState> = fc
  .tuple(fc.array(fc.tuple(someDot, addition), { maxLength: 8 }), fc.array(someDot, { maxLength: 4 }), marks)
  .map(([added, removed, m]) => ({ added: new Map(added), removed: new Set(removed), marks: m }));
