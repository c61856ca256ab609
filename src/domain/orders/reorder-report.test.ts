import { expect, test } from 'vitest';
import { currencyOf } from '#domain/money/money.ts';
import { reorderReport } from './reorder-report.ts';

const USD = currencyOf('USD');
const JPY = currencyOf('JPY');
const woofer = { variant: 1, title: 'Woofer', options: [], unitPrice: 48_200_000 };
const wire = { variant: 2, title: 'Wire', options: [], unitPrice: 900_000 };
const none = { lines: [], troubles: [] };

test('an order that can be had as it was says nothing', () => {
  const lines = [woofer, wire].map(({ variant, unitPrice }) => ({ variant, unitPrice, n: 3 }));
  expect(reorderReport([woofer, wire], { lines, troubles: [] }, USD)).toEqual([]);
});

test('everything that differs is said, in the order it was bought, in the order’s own currency', () => {
  const troubles = [
    { kind: 'withdrawn', variant: 2, title: '' },
    { kind: 'out-of-stock', variant: 1, title: 'Woofer', wanted: 1_200, available: 1_000 },
  ] as const;
  const offer = { lines: [{ variant: 1, n: 1_000, unitPrice: 50_000_000 }], troubles };
  expect(reorderReport([woofer, wire], offer, USD)).toEqual([
    'Only 1,000 of 1,200 × Woofer are left; those are in your cart.',
    'Woofer now costs $50.00 each, it was $48.20.',
    'Wire is no longer sold.',
  ]);
  expect(reorderReport([{ ...woofer, unitPrice: 900_000_000 }], { ...offer, troubles: [] }, JPY)).toEqual([
    'Woofer now costs ¥50 each, it was ¥900.',
  ]);
});

test('nothing left of it: each part is named, and no currency is guessed', () => {
  const troubles = [woofer, wire].map(({ variant, title }) => ({
    kind: 'out-of-stock' as const,
    ...{ variant, title, wanted: 2, available: 0 },
  }));
  const said = reorderReport([woofer, wire], { ...none, troubles }, JPY);
  expect(said).toEqual(['Woofer is sold out.', 'Wire is sold out.']);
  expect(said.join()).not.toContain('$');
});

test('a shop that sells in another currency by now says so instead of comparing numbers', () => {
  const offer = { lines: [{ variant: 1, n: 1, unitPrice: 48_200_000 }], troubles: [] };
  expect(reorderReport([woofer], offer, JPY, USD)).toEqual(['Prices are in USD now, they were in JPY.']);
});

test('another quantity is said with the one that is sold', () => {
  const trouble = { kind: 'quantity', variant: 2, title: 'Wire', wanted: 3, allowed: 5 } as const;
  expect(reorderReport([wire], { ...none, troubles: [trouble] }, USD)).toEqual([
    'Wire is sold in other quantities: 5 in place of 3.',
  ]);
});

test('two lines of one product are told apart by what was chosen, and none is left out', () => {
  const [red, green] = ['Red', 'Green'].map((colour, i) => ({ ...wire, variant: i + 2, options: [colour] }));
  const troubles = [red!, green!].map(({ variant, title }) => ({
    kind: 'withdrawn' as const,
    variant,
    title,
  }));
  expect(reorderReport([red!, green!], { ...none, troubles }, USD)).toEqual([
    'Wire, Red is no longer sold.',
    'Wire, Green is no longer sold.',
  ]);
});
