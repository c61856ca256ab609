/** While a question is typed: how it may go on, categories it names, and the first products it would find. */
import { EMPTY_REQUEST } from '../request.ts';
import { hasBit, type Bits } from '../segment/bits.ts';
import { eachPosting } from '../segment/postings.ts';
import { isPlainWord } from '../words/tokens.ts';
import type { Collection } from './collection.ts';
import { termsWith, type Term } from './lexicon.ts';
import { findMatches, releaseMatches } from './matches.ts';
import { firstOf, rankingOf } from './order.ts';
import type { CategoryTally } from './tree.ts';

export interface Suggested {
  readonly completions: readonly string[];
  readonly categories: readonly CategoryTally[];
  /** Product ids, best first. */
  readonly products: readonly number[];
}

const MOST = { completions: 6, categories: 4, products: 5, tried: 40 } as const;

export function suggest(collection: Collection, text: string, category: string): Suggested {
  const typed = text.trimStart();
  if (typed === '') return { completions: [], categories: [], products: [] };
  const request = { ...EMPTY_REQUEST, text: typed, category };
  const matches = findMatches(collection, request);
  const lists = matches.parts.map((part) => part.left.members);
  const products = firstOf(collection, lists, rankingOf(collection, matches, request), MOST.products);
  releaseMatches(matches);
  return {
    completions: completionsOf(collection, typed, category),
    categories: categoriesNamed(collection, typed),
    products: products.map((place) => place.id),
  };
}

/** The typed text with its last word finished, those first that most products have together with the words before. */
function completionsOf(collection: Collection, text: string, category: string): string[] {
  const [, before = '', last = ''] = /^(.*?)([\p{L}\p{N}]*)$/su.exec(text.toLowerCase()) ?? [];
  if (last.length < 2) return [];
  const { terms } = termsWith(collection, last, MOST.tried);
  const words = terms.filter((term) => isPlainWord(term.text) === isPlainWord(last) && term.text !== last);
  const matches = findMatches(collection, { ...EMPTY_REQUEST, text: before, category });
  releaseMatches(matches);
  const sets = matches.parts.map((part) => part.left.bits);
  return words
    .map((term) => ({ term, count: countIn(collection, sets, term) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.term.text < b.term.text ? -1 : 1))
    .slice(0, MOST.completions)
    .map(({ term }) => before + term.text);
}

function countIn(collection: Collection, sets: readonly Bits[], term: Term): number {
  let count = 0;
  collection.parts.forEach(({ segment }, part) => {
    const entry = term.entries[part];
    if (!entry) return;
    const bits = sets[part]!;
    eachPosting(segment.postings, entry, (doc) => {
      if (hasBit(bits, doc)) count++;
    });
  });
  return count;
}

/** Categories each of whose asked words begins a word of their name; fullest first. */
function categoriesNamed(collection: Collection, text: string): CategoryTally[] {
  const words = text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  if (words.length === 0) return [];
  return collection.tree
    .filter(({ name }) => {
      const own = ` ${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
      return words.every((word) => own.includes(` ${word}`));
    })
    .sort((a, b) => b.count - a.count || (a.path < b.path ? -1 : 1))
    .slice(0, MOST.categories);
}
