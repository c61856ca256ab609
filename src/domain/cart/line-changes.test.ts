import { expect, it } from 'vitest';
import type { LineSnapshot } from './line.ts';
import { changesOfLine } from './line-changes.ts';

const PART: LineSnapshot = {
  variant: 1,
  slug: 'a-part',
  title: 'A part',
  vendor: '',
  partNumber: '',
  sku: 'A',
  options: [],
  unitPrice: 5_000_000,
  breaks: [{ from: 10, unitPrice: 4_000_000 }],
  minimum: 1,
  multiple: 1,
  stock: 'in',
  isOnSale: true,
  asOf: 1,
};

const told = (latest: Partial<LineSnapshot>, n: number, shown: Partial<LineSnapshot> = {}) =>
  changesOfLine({ ...PART, ...shown }, { ...PART, ...latest }, n).map(
    ({ variant: _, title: __, ...rest }) => rest,
  );

it('says what each of so many pieces costs more or less', () => {
  expect(told({}, 3)).toEqual([]);
  expect(told({ unitPrice: 6_000_000 }, 3)).toEqual([{ kind: 'dearer', was: 5_000_000, now: 6_000_000 }]);
  expect(told({ unitPrice: 4_500_000 }, 3)).toEqual([{ kind: 'cheaper', was: 5_000_000, now: 4_500_000 }]);
  // What single pieces cost is no matter of who buys ten.
  expect(told({ unitPrice: 6_000_000 }, 10)).toEqual([]);
});

it('says that a break of the shop is reached, and calls no other fall of a price so', () => {
  const breaks = [{ from: 3, unitPrice: 4_500_000 }, ...PART.breaks];
  expect(told({ breaks }, 3)).toEqual([{ kind: 'break-reached', from: 3, was: 5_000_000, now: 4_500_000 }]);
  expect(told({ breaks }, 2)).toEqual([]);
  expect(told({ breaks: [{ from: 10, unitPrice: 3_000_000 }] }, 10)).toMatchObject([{ kind: 'cheaper' }]);
  expect(told({ breaks: [] }, 10)).toMatchObject([{ kind: 'dearer' }]);
});

it('says what can be had, and of what is withdrawn nothing else', () => {
  expect(told({ stock: 'out' }, 1)).toEqual([{ kind: 'sold-out' }]);
  expect(told({}, 1, { stock: 'out' })).toEqual([{ kind: 'back-in-stock' }]);
  expect(told({ stock: 'low' }, 1)).toEqual([{ kind: 'running-low' }]);
  expect(told({ isOnSale: false, unitPrice: 1, stock: 'out' }, 1)).toEqual([{ kind: 'withdrawn' }]);
  expect(told({}, 1, { isOnSale: false })).toEqual([{ kind: 'on-sale-again' }]);
});
