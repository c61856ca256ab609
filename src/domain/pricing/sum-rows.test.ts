import { expect, test } from 'vitest';
import { currencyOf } from '#domain/money/money.ts';
import type { Quote } from './quote.ts';
import { sumRows, taxName } from './sum-rows.ts';

const quote: Quote = {
  currency: currencyOf('USD'),
  lines: [],
  subtotal: 1_548,
  coupons: [
    { code: 'WELCOME10', name: '', amount: 155 },
    { code: 'OLD', name: '', amount: 0, refused: 'expired' },
  ],
  discount: 155,
  choices: [],
  shipping: 790,
  taxes: [{ name: 'VAT', rate: 200_000, base: 1_819, amount: 364 }],
  tax: 364,
  pricesIncludeTax: true,
  total: 2_183,
};
const sum = (rows: readonly { amount: number }[]) => rows.reduce((all, { amount }) => all + amount, 0);

test('tax inside the prices stands under the total, with its rate; a refused code takes nothing off', () => {
  const { before, total, after } = sumRows(quote);
  expect(before.map(({ label }) => label)).toEqual(['Goods', 'Code WELCOME10', 'Delivery']);
  expect(after).toEqual([{ label: 'of which VAT 20 %', amount: 364 }]);
  expect(sum(before)).toBe(total.amount);
});

test('tax on top of the prices is part of what adds up', () => {
  const { before, total, after } = sumRows({ ...quote, pricesIncludeTax: false, total: 2_547 });
  expect(before.at(-1)).toEqual({ label: 'VAT 20 %', amount: 364 });
  expect(sum(before)).toBe(total.amount);
  expect(after).toEqual([]);
});

test('a delivery that a code freed stands with its price, so that the parts add up', () => {
  const delivery = {
    ...{ method: 'post', name: 'Post', about: '', isCollection: false, zone: 'AT', tax: 0 },
    ...{ fullPrice: 790, price: 0, because: 'coupon' as const },
  };
  const coupons = [{ code: 'FREE', name: '', amount: 790 }];
  const freed = { ...quote, coupons, discount: 0, delivery, shipping: 0, total: 1_548 };
  const { before, total } = sumRows(freed);
  expect(before.at(-1)).toEqual({ label: 'Post', amount: 790 });
  expect(sum(before)).toBe(total.amount);
});

test('a tax is named with its rate once', () => {
  expect(taxName({ name: 'CA sales tax', rate: 88_750 })).toBe('CA sales tax 8.875 %');
  expect(taxName({ name: 'MwSt. 19 %', rate: 190_000 })).toBe('MwSt. 19 %');
});
