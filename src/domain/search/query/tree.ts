/** The categories of a whole collection, with what they and those below them hold. */
import { hasBit, type Bits } from '../segment/bits.ts';
import type { Segment } from '../segment/segment.ts';

export interface CategoryTally {
  readonly path: string;
  readonly name: string;
  /** Products in it and below it. */
  readonly count: number;
}

/** By path; those that hold nothing are left out. */
export function treeOf(
  parts: readonly { readonly segment: Segment; readonly live: Bits }[],
): CategoryTally[] {
  const tallies = new Map<string, { name: string; count: number }>();
  for (const { segment, live } of parts) {
    const { categories } = segment.meta;
    const own = new Uint32Array(categories.length);
    segment.categories.forEach((code, doc) => {
      if (hasBit(live, doc)) own[code]!++;
    });
    const names = new Map(categories);
    own.forEach((count, code) => {
      if (count > 0)
        for (const path of lineageOf(categories[code]![0])) {
          const tally = tallies.get(path) ?? { name: names.get(path) ?? path, count: 0 };
          tally.count += count;
          tallies.set(path, tally);
        }
    });
  }
  return [...tallies].map(([path, tally]) => ({ path, ...tally })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** "a/b/c" to "a", "a/b", "a/b/c". */
function lineageOf(path: string): string[] {
  if (path === '') return [];
  const steps = path.split('/');
  return steps.map((_, i) => steps.slice(0, i + 1).join('/'));
}
