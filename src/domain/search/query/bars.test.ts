import { expect, it } from 'vitest';
import { spreadOf } from './bars.ts';

const spread = (...told: [value: number, count: number, upper?: number][]) =>
  spreadOf((each) => told.forEach((one) => each(...one)), 'whole')!;

it('draws no more bars than there are values', () => {
  expect(spread([10, 3], [30, 5])).toMatchObject({ edges: [10, 20, 30], counts: [3, 5] });
  expect(spread([10, 1], [11, 2], [40, 4])).toMatchObject({ edges: [10, 20, 30, 40], counts: [3, 0, 4] });
  expect(spread([1, 2], [10_000, 3])).toMatchObject({
    scale: 'log',
    edges: [1, 100, 10_000],
    counts: [2, 3],
  });
  expect(spread([7, 2])).toMatchObject({ edges: [7, 7], counts: [2] });
});

it('draws twenty where values are many, or reach from here to there', () => {
  const many = spread(...Array.from({ length: 101 }, (_, n): [number, number] => [n, 1]));
  expect([many.edges.length, many.counts.length]).toEqual([21, 20]);
  expect(many.counts.reduce((sum, count) => sum + count)).toBe(101);
  expect(spread([0, 1, 100], [50, 1, 60]).counts).toHaveLength(20);
});
