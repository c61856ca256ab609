import { expect, it } from 'vitest';
import { changedAfter, withChanged } from './changed-products.ts';
import { blankCategory, type KeptCategory } from './kept-category.ts';

const ids = (from: number, count: number) => Uint32Array.from({ length: count }, (_, i) => from + i);

function grown(...rounds: (Uint32Array | undefined)[]): KeptCategory {
  return rounds.reduce<KeptCategory>(
    (kept, round, i) => ({ ...kept, ...withChanged(kept, i + 1, round), generation: i + 1 }),
    { ...blankCategory(7), ids: ids(1, 600) },
  );
}

it('tells what changed after a generation, each product once', () => {
  const kept = grown(undefined, ids(10, 2), ids(11, 2));
  expect(changedAfter(kept, 3)).toEqual(new Set());
  expect(changedAfter(kept, 2)).toEqual(new Set([11, 12]));
  expect(changedAfter(kept, 1)).toEqual(new Set([10, 11, 12]));
});

it('knows nothing of a time before its log, or of the future', () => {
  expect(changedAfter(grown(undefined, ids(1, 1)), 0)).toBeUndefined();
  expect(changedAfter(grown(undefined), 2)).toBeUndefined();
  expect(changedAfter({ ...blankCategory(7), generation: 5 }, 4)).toBeUndefined();
});

it('forgets its oldest changes when they are more than half of the category', () => {
  const kept = grown(undefined, ids(1, 250), ids(300, 100));
  expect(kept.changedSince).toBe(2);
  expect(changedAfter(kept, 1)).toBeUndefined();
  expect(changedAfter(kept, 2)?.size).toBe(100);
});
