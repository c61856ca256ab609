import { expect, it } from 'vitest';
import type { ManifestCategory } from '#protocol/feed.ts';
import { blankCategory } from './kept-category.ts';
import { BUDGET, wantedOf } from './keep-catalog.ts';

const category = (id: number, share: number): ManifestCategory => ({
  id,
  path: `c${id}`,
  name: `C ${id}`,
  parent: '',
  products: 10,
  bytes: BUDGET * share,
  generation: 1,
});
const kept = (...ids: number[]) => ids.map(blankCategory);
const large = [category(1, 0.4), category(2, 0.4), category(3, 0.4), category(4, 0.1)];

it('keeps a catalog within the budget whole, without a word', () => {
  expect(wantedOf([category(1, 0.5), category(2, 0.4)], [], [], [], false)).toEqual(new Set([1, 2]));
});

it('keeps of a larger one what was chosen, then what was visited last, as far as there is room', () => {
  expect(wantedOf(large, [], [], [], false)).toEqual(new Set());
  expect(wantedOf(large, [], [], [3, 2, 1], false)).toEqual(new Set([3, 2]));
  expect(wantedOf(large, [], [1], [3, 2], false)).toEqual(new Set([1, 3]));
  // A smaller one still finds the room a larger one did not.
  expect(wantedOf(large, [], [1], [3, 2, 4], false)).toEqual(new Set([1, 3, 4]));
});

it('lets a new visit take the place of what was kept and is not looked at any more', () => {
  expect(wantedOf(large, kept(1, 2), [], [], false)).toEqual(new Set([1, 2]));
  expect(wantedOf(large, kept(1, 2), [], [3, 2], false)).toEqual(new Set([3, 2]));
});

it('fetches only what was chosen while data is to be saved', () => {
  expect(wantedOf([category(1, 0.1), category(2, 0.1)], [], [2], [1], true)).toEqual(new Set([2]));
});
