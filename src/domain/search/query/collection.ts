/**
 * Several segments asked as one. A product counts once: where a newer segment has it, the older one is told to leave
 * it out. Statistics are sums over what is left, so any split into segments gives equal answers.
 */
import { allBits, clearBit, countBits, hasBit, noBits, setBit, type Bits } from '../segment/bits.ts';
import { Cursor } from '../segment/dictionary.ts';
import { eachPosting } from '../segment/postings.ts';
import type { Segment } from '../segment/segment.ts';
import { groupColumns, type ColumnGroup } from './groups.ts';
import { treeOf, type CategoryTally } from './tree.ts';

export interface Part {
  readonly segment: Segment;
  /** Products that count. */
  readonly live: Bits;
  readonly isWhole: boolean;
  /** Living products per term, where some products do not count. */
  readonly counts?: Uint32Array;
}

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
  const gone = noBits(segment.size);
  let isWhole = true;
  if (without && without.size > 0)
    segment.ids.forEach((id, doc) => {
      if (!without.has(id)) return;
      clearBit(live, doc);
      setBit(gone, doc);
      isWhole = false;
    });
  return isWhole
    ? { segment, live, isWhole }
    : { segment, live, isWhole, counts: livingCounts(segment, gone) };
}

/** One pass over all postings: how many living products each term has. */
function livingCounts(segment: Segment, gone: Bits): Uint32Array {
  const counts = new Uint32Array(segment.dictionary.size);
  const cursor = new Cursor(segment.dictionary);
  while (cursor.next()) {
    let count = cursor.count;
    eachPosting(segment.postings, cursor, (doc) => {
      if (hasBit(gone, doc)) count--;
    });
    counts[cursor.index] = count;
  }
  return counts;
}
