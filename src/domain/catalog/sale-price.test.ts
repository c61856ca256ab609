import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unitPriceAt } from './price-breaks.ts';
import { atSalePrice, isInForce } from './sale-price.ts';

test('holds from its beginning up to its end, and without limits always', () => {
  const sale = { unitPrice: 1, from: 10, until: 20 };
  expect([9, 10, 19, 20].map((at) => isInForce(sale, at))).toEqual([false, true, true, false]);
  expect(isInForce({ unitPrice: 1 }, 0)).toBe(true);
});

test('every quantity costs the lower of sale price and break', () => {
  const price = fc.integer({ min: 1, max: 1_000 });
  fc.assert(
    fc.property(
      price,
      price,
      fc.array(price, { maxLength: 4 }),
      fc.integer({ min: 1, max: 60 }),
      (list, sale, steps, n) => {
        const falling = steps.filter((step) => step < list).sort((a, b) => b - a);
        const breaks = falling.map((unitPrice, i) => ({ from: (i + 1) * 10, unitPrice }));
        const variant = { unitPrice: list, breaks };
        expect(unitPriceAt(atSalePrice(variant, sale), n)).toBe(Math.min(unitPriceAt(variant, n), sale));
      },
    ),
  );
  expect(atSalePrice({ unitPrice: 10, breaks: [] }, 8)).toMatchObject({ unitPrice: 8, compareAt: 10 });
  expect(atSalePrice({ unitPrice: 10, compareAt: 12, breaks: [] }, 8)).toMatchObject({ compareAt: 12 });
});
