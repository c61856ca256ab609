import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addition, anyDot, cart, seededRandom } from '#tests/simulation/random-carts.ts';
import { liveDots, VARIANT_LIMIT, type Addition, type CartState, type MarkKey } from './cart.ts';
import { CART_COOKIE, COOKIE_BYTES, decodeCart, encodeCart } from './cookie-codec.ts';
import { newDot, type Dot } from './dot.ts';
import { viewCart } from './view-cart.ts';

function cartOf(lines: number, n: (i: number) => number, variant: (i: number) => number): CartState {
  const random = seededRandom(lines);
  const added = new Map<Dot, Addition>();
  for (let i = 0; i < lines; i += 1)
    added.set(newDot(random), { variant: variant(i), n: n(i), kind: i % 2 ? 'add' : 'set', at: i + 1 });
  return { added, removed: new Set(), marks: new Map() };
}

const bytesOf = (text: string): number => CART_COOKIE.length + text.length;
const spread = (i: number): number => (i * 5_497_558_139) % VARIANT_LIMIT;

describe('the cart cookie', () => {
  it('C5: gives back what went in, times aside', () => {
    fc.assert(
      fc.property(cart, fc.array(anyDot, { maxLength: 20 }), fc.nat(2 ** 31), (state, dead, have) => {
        const decoded = decodeCart(encodeCart(state, dead, have));
        if (!decoded.ok) throw new Error(decoded.reason);
        const timeless = ([dot, { variant, n, kind }]: readonly [Dot, Addition]): unknown => [
          dot,
          variant,
          n,
          kind,
        ];
        expect(decoded.cart.added.map(timeless).sort()).toEqual([...liveDots(state)].map(timeless).sort());
        expect([...decoded.cart.removed]).toEqual([...dead].sort());
        expect(decoded.cart).toMatchObject({ have, isTruncated: false });
        const again = { added: new Map(decoded.cart.added), removed: new Set(dead), marks: state.marks };
        expect(encodeCart(again, dead, have)).toBe(encodeCart(state, dead, have));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps which of several sets is the newest', () => {
    fc.assert(
      fc.property(cart, (state) => {
        const decoded = decodeCart(encodeCart(state, [], 0));
        if (!decoded.ok) throw new Error(decoded.reason);
        const restored = { added: new Map(decoded.cart.added), removed: new Set<Dot>(), marks: state.marks };
        const byVariant = (s: CartState): unknown => viewCart(s).sort((a, b) => a.variant - b.variant);
        expect(byVariant(restored)).toEqual(byVariant(state));
      }),
      { numRuns: 500 },
    );
  });

  it('C8: holds 200 lines in 3,900 bytes, of one piece and of 16,648', () => {
    for (const n of [1, 99, 16_648]) {
      for (const variant of [spread, (i: number) => i, (i: number) => VARIANT_LIMIT - 1 - i]) {
        const text = encodeCart(
          cartOf(200, () => n, variant),
          [],
          4_000_000_000,
        );
        expect(bytesOf(text)).toBeLessThanOrEqual(COOKIE_BYTES);
        const decoded = decodeCart(text);
        expect(decoded.ok && decoded.cart.isTruncated).toBe(false);
        expect(decoded.ok && decoded.cart.added.length).toBe(200);
      }
    }
  });

  it('when it overflows keeps the newest, says so, and names nothing as removed', () => {
    const state = cartOf(500, () => 9_999_999, spread);
    const text = encodeCart(state, [], 1);
    expect(bytesOf(text)).toBeLessThanOrEqual(COOKIE_BYTES);
    const decoded = decodeCart(text);
    if (!decoded.ok) throw new Error(decoded.reason);
    expect(decoded.cart.isTruncated).toBe(true);
    expect(decoded.cart.removed).toEqual([]);
    expect(decoded.cart.added.length).toBeGreaterThan(150);
    const kept = new Set(decoded.cart.added.map(([dot]) => dot));
    const newest = [...state.added.keys()].slice(-kept.size);
    expect(newest.every((dot) => kept.has(dot))).toBe(true);
  });

  it('keeps what is saved for later, and that nothing is any more, in format 2', () => {
    const mark = fc.record({
      rev: fc.integer({ min: 1, max: 9_999_999 }),
      value: fc.oneof(fc.constant(''), fc.integer({ min: 1, max: 9_999_999 }).map(String)),
    });
    const key = fc.nat(VARIANT_LIMIT - 1).map((variant): MarkKey => `l${variant}`);
    fc.assert(
      fc.property(cart, fc.array(fc.tuple(key, mark), { minLength: 1, maxLength: 30 }), (state, marks) => {
        const saved = new Map(marks);
        const decoded = decodeCart(encodeCart(state, [], 3, [], COOKIE_BYTES, { saved }));
        if (!decoded.ok) throw new Error(decoded.reason);
        expect(decoded.cart.saved).toEqual(saved);
        expect(decoded.cart.isTruncated).toBe(false);
      }),
    );
    const full = new Map(
      Array.from({ length: 900 }, (_, i) => [`l${spread(i)}`, { rev: 1, value: '2' }] as const),
    );
    const lines = cartOf(150, () => 3, spread);
    const text = encodeCart(lines, [], 1, [], COOKIE_BYTES, { saved: full });
    expect(bytesOf(text)).toBeLessThanOrEqual(COOKIE_BYTES);
    const decoded = decodeCart(text);
    expect(decoded.ok && [decoded.cart.isTruncated, decoded.cart.added.length]).toEqual([true, 150]);
  });

  it('is never longer than a cookie may be, whatever is in it', () => {
    const many = fc.array(fc.tuple(anyDot, addition), { maxLength: 300 });
    fc.assert(
      fc.property(many, fc.array(anyDot, { maxLength: 400 }), (added, dead) => {
        const text = encodeCart(
          { added: new Map(added), removed: new Set(), marks: new Map() },
          dead,
          1,
          dead,
        );
        expect(bytesOf(text)).toBeLessThanOrEqual(COOKIE_BYTES);
        expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
      }),
      { numRuns: 100 },
    );
  });

  it('C6: hostile bytes never throw, and one changed letter is always noticed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(decodeCart(text).ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
    const whole = encodeCart(
      cartOf(5, () => 3, spread),
      [],
      9,
    );
    for (let i = 0; i < whole.length; i += 1) {
      const changed = `${whole.slice(0, i)}${whole[i] === 'A' ? 'B' : 'A'}${whole.slice(i + 1)}`;
      expect(decodeCart(changed).ok).toBe(false);
      expect(decodeCart(whole.slice(0, i)).ok).toBe(false);
    }
  });
});
