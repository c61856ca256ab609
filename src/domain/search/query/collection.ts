/**
 * Several segments asked as one. A product counts once: where a newer segment has it, the older one is told to leave
 * it out. Statistics are sums over what is left, so any split into segments gives equal answers.
 */
import { allBits, clearBit, countBits, hasBit, type Bits } from '../segment/bits.ts';
import type { Entry } from '../segment/dictionary.ts';
import { eachPosting } from '../segment/postings.ts';
import type { Segment } from '../segment/segment.ts';
import { groupColumns, type ColumnGroup } from './groups.ts';
import { treeOf, type CategoryTally } from './tree.ts';

export interface Part {
  readonly segment: Segment;
  /** Products that count. */
  readonly live: Bits;
  readonly isWhole: boolean;
  /** Living products that have a term, where some products do not count. */
  readonly countLiving?: (entry: Counted) => number;
}

export type Counted = Pick<Entry, 'index' | 'count' | 'from' | 'impacts'>;

export interface Collection {
  readonly parts: readonly Part[];
  /** Living products. */
  readonly size: number;
  readonly groups: readonly ColumnGroup[];
  readonly tree: readonly CategoryTally[];
}

export interface Source {
  readonly segment: Segment;
  /** Ids of products that went, or that a newer segment has. */
  readonly without?: ReadonlySet<number>;
}

export function openCollection(sources: readonly Source[]): Collection {
  const parts = sources.map(openPart);
  return {
    parts,
    size: parts.reduce((sum, part) => sum + countBits(part.live), 0),
    groups: groupColumns(parts.map((part) => part.segment)),
    tree: treeOf(parts),
  };
}

function openPart({ segment, without }: Source): Part {
  const live = allBits(segment.size);
  let isWhole = true;
  if (without && without.size > 0)
    segment.ids.forEach((id, doc) => {
      if (!without.has(id)) return;
      clearBit(live, doc);
      isWhole = false;
    });
  return isWhole
    ? { segment, live, isWhole }
    : { segment, live, isWhole, countLiving: livingCounter(segment, live) };
}

/** Counts a term's living products when it is first asked about: a pass over every term would keep the first search waiting. */
function livingCounter(segment: Segment, live: Bits): (entry: Counted) => number {
  /** One more than the count; 0 where none was made. */
  const known = new Uint32Array(segment.dictionary.size);
  return (entry) => {
    if (known[entry.index] === 0) {
      let count = 0;
      eachPosting(segment.postings, entry, (doc) => {
        if (hasBit(live, doc)) count++;
      });
      known[entry.index] = count + 1;
    }
    return known[entry.index]! - 1;
  };
}
