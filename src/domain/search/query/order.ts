/** The order of hits, and the first of them without sorting the rest. Ties go to the smaller product id, always. */
import type { SearchRequest, Sort } from '../request.ts';
import type { Collection } from './collection.ts';
import type { Matches } from './matches.ts';
import { coverageOf } from './score.ts';

/** One product among the segments. */
export interface Place {
  readonly part: number;
  readonly doc: number;
  readonly id: number;
  /** Smaller comes first. */
  readonly rank: number;
}

/** Rank of a product of one segment; smaller comes first, what has no rank comes last. */
export type Ranking = (doc: number) => number;

export function rankingOf(collection: Collection, matches: Matches, request: SearchRequest): Ranking[] {
  return collection.parts.map(({ segment }, place) => {
    const { scored } = matches.parts[place]!;
    const { sort, quantity } = request;
    if (sort === 'relevance' && scored)
      return (doc) => -scored.scores[doc]! * coverageOf(scored.words[doc]!, matches.words.length);
    if (sort === 'price' || sort === '-price') {
      const prices = segment.prices(quantity);
      return sort === 'price' ? (doc) => last(prices[doc]!) : (doc) => last(-prices[doc]!);
    }
    const key = attributeOf(sort);
    if (key === undefined) return (doc) => segment.stock[doc]!;
    const values = new Float64Array(segment.size).fill(Infinity);
    const sign = sort.startsWith('-') ? -1 : 1;
    segment.meta.columns.forEach((head, column) => {
      if (head.key !== key || head.unit === undefined) return;
      const { docs, codes, numbers } = segment.column(column);
      docs.forEach((doc, i) => (values[doc] = Math.min(values[doc]!, sign * numbers[codes[i]!]!)));
    });
    return (doc) => values[doc]!;
  });
}

/** The attribute a sort goes by, where it goes by one. */
export function attributeOf(sort: Sort): string | undefined {
  const at = sort.startsWith('-a.') ? 3 : sort.startsWith('a.') ? 2 : 0;
  return at > 0 ? sort.slice(at) : undefined;
}

/** The first `most` of these products of each segment, in order. */
export function firstOf(
  collection: Collection,
  products: readonly Uint32Array[],
  rankings: readonly Ranking[],
  most: number,
): Place[] {
  let kept: Place[] = [];
  let worst = Infinity;
  products.forEach((docs, part) => {
    const { ids } = collection.parts[part]!.segment;
    const rankOf = rankings[part]!;
    for (const doc of docs) {
      const rank = rankOf(doc);
      if (rank > worst) continue;
      kept.push({ part, doc, id: ids[doc]!, rank });
      if (kept.length < most * 2 + 64) continue;
      kept = kept.sort(comparePlaces).slice(0, most);
      worst = kept.at(-1)?.rank ?? Infinity;
    }
  });
  return kept.sort(comparePlaces).slice(0, most);
}

function comparePlaces(a: Place, b: Place): number {
  return a.rank === b.rank ? a.id - b.id : a.rank < b.rank ? -1 : 1;
}

function last(rank: number): number {
  return Number.isNaN(rank) ? Infinity : rank;
}
