import { expect, test } from 'vitest';
import { stockStateOf, takesOf } from './stock.ts';

test('two lines on one stock take together, rows in rising order', () => {
  expect(
    takesOf([
      { variant: 9, n: 2 },
      { variant: 3, n: 1 },
      { variant: 9, n: 5 },
    ]),
  ).toEqual([
    { variant: 3, n: 1 },
    { variant: 9, n: 7 },
  ]);
});

test('what a page says of a count', () => {
  expect(stockStateOf(10, 3, false)).toBe('in');
  expect(stockStateOf(3, 3, false)).toBe('low');
  expect(stockStateOf(0, 3, false)).toBe('out');
  expect(stockStateOf(-4, 3, true)).toBe('backorder');
});
