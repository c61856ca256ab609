import { expect, it } from 'vitest';
import { readPrice } from './money.ts';

it.each([
  ['15.00 USD', 15_000_000, 'USD'],
  ['$4.20', 4_200_000, undefined],
  ['US$4.20', 4_200_000, undefined],
  ['₹32,999', 32_999_000_000, 'INR'],
  ['₹1,29,999', 129_999_000_000, 'INR'],
  ['1.234,50 €', 1_234_500_000, 'EUR'],
  ['0.0027', 2_700, undefined],
  ['1 299 kr', 1_299_000_000, undefined],
  ['SEK 45000', 45_000_000_000, 'SEK'],
])('reads %s', (text, micro, currency) => {
  expect(readPrice(text)).toEqual({ micro, ...(currency ? { currency } : {}) });
});

it.each(['', 'free', '-5', 'call us 555', '1.2.3.4', '=1+1', '12 per metre', 'NaN', '0.00000001'])(
  'finds no price in "%s"',
  (text) => {
    expect(readPrice(text)).toBeUndefined();
  },
);
