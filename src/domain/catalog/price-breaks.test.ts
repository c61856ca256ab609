import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedQuantity, LARGEST_QUANTITY, nextBreak, unitPriceAt } from './price-breaks.ts';

const midwoofer = {
  unitPrice: 52_400_000,
  breaks: [
    { from: 4, unitPrice: 48_200_000 },
    { from: 16, unitPrice: 44_100_000 },
  ],
};

describe('price breaks', () => {
  it('hold from their least quantity on', () => {
    expect([1, 3, 4, 15, 16, 5_000].map((n) => unitPriceAt(midwoofer, n) / 1e6)).toEqual([
      52.4, 52.4, 48.2, 48.2, 44.1, 44.1,
    ]);
  });

  it('say how many more make each cheaper', () => {
    expect(nextBreak(midwoofer, 2)).toEqual({ more: 2, less: 4_200_000 });
    expect(nextBreak(midwoofer, 4)).toEqual({ more: 12, less: 4_100_000 });
    expect(nextBreak(midwoofer, 16)).toBeUndefined();
    expect(nextBreak({ unitPrice: 5, breaks: [{ from: 3, unitPrice: 5 }] }, 1)).toBeUndefined();
  });
});

describe('allowedQuantity', () => {
  const rules = fc.record({
    minimum: fc.integer({ min: 1, max: 5_000 }),
    multiple: fc.integer({ min: 1, max: 1_000 }),
  });

  it('is always a multiple between the minimum and the largest, and near what was wanted', () => {
    fc.assert(
      fc.property(rules, fc.oneof(fc.integer(), fc.double()), (rule, wanted) => {
        const n = allowedQuantity(rule, wanted);
        expect(n % rule.multiple).toBe(0);
        expect(n).toBeGreaterThanOrEqual(rule.minimum);
        expect(n).toBeLessThanOrEqual(LARGEST_QUANTITY);
        if (n === wanted) return;
        const isClamped =
          wanted < rule.minimum || wanted > LARGEST_QUANTITY - rule.multiple || Number.isNaN(wanted);
        expect(isClamped || Math.abs(n - wanted) <= rule.multiple).toBe(true);
      }),
    );
  });

  it('keeps what is allowed', () => {
    fc.assert(
      fc.property(rules, fc.integer({ min: -10, max: 20_000_000 }), (rule, wanted) => {
        const once = allowedQuantity(rule, wanted);
        expect(allowedQuantity(rule, once)).toBe(once);
      }),
    );
  });
});
