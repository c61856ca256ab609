/** Why a hit stands where it stands: every word's best term in it, and what each factor was. */
import { IMPACT_LEVELS } from '../segment/weights.ts';
import { eachPosting } from '../segment/postings.ts';
import type { Collection } from './collection.ts';
import type { Matches } from './matches.ts';
import type { Place } from './order.ts';
import type { Word } from './question.ts';
import { coverageOf, rarityOf } from './score.ts';
import type { Match } from './spread.ts';

export interface ExplainedWord {
  readonly text: string;
  /** The catalog's word that matched best in this product. */
  readonly term: string;
  readonly match: Match;
  /** How rare the word is. */
  readonly rarity: number;
  /** How much this product is about it: fields, frequency, length; 0 to 1. */
  readonly impact: number;
  /** What the kind of match is worth: 1 for exact. */
  readonly weight: number;
  readonly score: number;
}

export interface Explanation {
  /** The words' scores, added, times the coverage. */
  readonly score: number;
  readonly coverage: number;
  readonly words: readonly ExplainedWord[];
}

export function explain(collection: Collection, matches: Matches, { part, doc }: Place): Explanation {
  const words = matches.words.flatMap((word) => {
    const best = explainWord(collection, word, part, doc);
    return best ? [best] : [];
  });
  const coverage = coverageOf(words.length, matches.words.length);
  return { score: words.reduce((sum, word) => sum + word.score, 0) * coverage, coverage, words };
}

function explainWord(
  collection: Collection,
  word: Word,
  part: number,
  doc: number,
): ExplainedWord | undefined {
  const rarity = rarityOf(word, collection.size);
  let best: ExplainedWord | undefined;
  for (const { term, match, weight } of word.taken) {
    const impact = impactIn(collection, term.entries[part], part, doc);
    const score = weight * rarity * impact;
    if (impact > 0 && score > (best?.score ?? 0))
      best = { text: word.text, term: term.text, match, rarity, impact, weight, score };
  }
  return best;
}

function impactIn(
  collection: Collection,
  entry: Word['taken'][number]['term']['entries'][number],
  part: number,
  wanted: number,
): number {
  let found = 0;
  if (entry)
    eachPosting(collection.parts[part]!.segment.postings, entry, (doc, impact) => {
      if (doc === wanted) found = impact;
    });
  return found / IMPACT_LEVELS;
}
