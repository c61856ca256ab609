/**
 * The products a request is about, segment by segment.
 *
 * - With words: those that have the most words any product of the chosen category has. Filters only narrow them.
 * - Without words: all of the chosen category.
 */
import type { SearchRequest } from '../request.ts';
import { hasBit, intersect, membersOf, noBits, setBit, type Bits } from '../segment/bits.ts';
import type { Collection } from './collection.ts';
import { knownWords, scorePart, type Scored } from './score.ts';
import { readQuestion, type Question, type Word } from './question.ts';
import { inCategory, passesOf, sift, type Left, type Pass } from './sieve.ts';

export interface Matches {
  readonly question: Question;
  /** The words that stand for anything. */
  readonly words: readonly Word[];
  /** Every match has this many of them. */
  readonly wordsMatched: number;
  readonly parts: readonly PartMatches[];
  /** Matches that pass every filter. */
  readonly total: number;
}

export interface PartMatches {
  /** In the category, living, with enough words; before the other filters. */
  readonly matched: Bits;
  readonly passes: readonly Pass[];
  /** After all filters. */
  readonly left: Left;
  /** Of all products with any word; absent without a question. */
  readonly scored?: Scored;
  /** The category's products; absent for the whole shop. */
  readonly scope?: Bits;
}

export function findMatches(collection: Collection, request: SearchRequest): Matches {
  const question = readQuestion(collection, request.text);
  const words = knownWords(question);
  const hasQuestion = question.words.length > 0;
  const scopes = collection.parts.map((part) => inCategory(part.segment, request.category));
  const scored = hasQuestion ? collection.parts.map((_, place) => scorePart(collection, place, words)) : [];
  const wordsMatched = Math.max(0, ...scored.map((part, place) => mostWords(part, scopes[place])));
  const parts = collection.parts.map((part, place): PartMatches => {
    const scope = scopes[place];
    const own = scored[place];
    const having = own ? withWords(own, part.segment.size, wordsMatched) : part.live;
    const matched = scope ? intersect([having, scope]) : having;
    const passes = passesOf(part.segment, request);
    const bits = sift(matched, passes);
    const left = { bits, members: membersOf(bits) };
    return { matched, passes, left, ...(own && { scored: own }), ...(scope && { scope }) };
  });
  const total = parts.reduce((sum, part) => sum + part.left.members.length, 0);
  return { question, words, wordsMatched, parts, total };
}

/** To be called when the matches are no longer looked at. */
export function releaseMatches(matches: Matches): void {
  for (const part of matches.parts) part.scored?.release();
}

function mostWords({ size, docs, words }: Scored, scope: Bits | undefined): number {
  let most = 0;
  for (let i = 0; i < size; i++) {
    const doc = docs[i]!;
    if (words[doc]! > most && (!scope || hasBit(scope, doc))) most = words[doc]!;
  }
  return most;
}

function withWords({ size, docs, words }: Scored, products: number, wanted: number): Bits {
  const bits = noBits(products);
  if (wanted > 0) for (let i = 0; i < size; i++) if (words[docs[i]!] === wanted) setBit(bits, docs[i]!);
  return bits;
}
