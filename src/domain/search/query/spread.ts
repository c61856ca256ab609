/**
 * One asked word, spread over the catalog's terms.
 *
 * - The word itself counts fully; terms it begins count less, terms one or two edits away less again.
 * - A word that stands nowhere is first taken for an unfinished one, wherever it stands: "woof" is a woofer before it
 *   is wood. Only where it begins few products' words are edits tried too, and then they count less than what it begins.
 * - Edits are tried only for words that are not well known, never for measures; a near term counts more
 *   when it begins alike and when many products have it.
 */
import { indexForm, isPlainWord } from '../words/tokens.ts';
import type { Collection } from './collection.ts';
import { lookUp, termsNear, termsWith, type Term } from './lexicon.ts';

export type Match = 'exact' | 'prefix' | 'typo' | 'joined';

/** A term taken for a word, and what it is worth beside the word itself. */
export interface Taken {
  readonly term: Term;
  readonly match: Match;
  readonly weight: number;
}

export interface Spread {
  readonly taken: readonly Taken[];
  /** More terms begin with the word than were taken. */
  readonly isCut: boolean;
}

export const TUNING = {
  prefix: 0.25,
  /** A prefix of other words when the word itself stands in the catalog. */
  prefixBesideExact: 0.5,
  mostPrefixes: 200,
  typo: 0.4,
  secondTypo: 0.6,
  otherBeginning: 0.7,
  /** A near term where the word begins others: below them. */
  typoBesidePrefix: 0.3,
  mostTypos: 12,
  /** Words this frequent are well known. */
  rare: 5,
} as const;

/** Letters from which on an unknown word in the middle of a question is taken for an unfinished one. */
const LEAST_UNFINISHED = 4;

export function spreadWord(
  collection: Collection,
  word: string,
  options: { readonly prefix: boolean; readonly typos: boolean },
): Spread {
  const form = indexForm(word);
  const exact = lookUp(collection, form);
  const isUnfinished = options.typos && !exact && word.length >= LEAST_UNFINISHED && isPlainWord(word);
  const taken: Taken[] = exact ? [{ term: exact, match: 'exact', weight: 1 }] : [];
  let isCut = false;
  if (isUnfinished || (options.prefix && (word.length > 1 || !exact))) {
    const found = termsWith(collection, word.startsWith(form) ? form : word, TUNING.mostPrefixes);
    const weight = TUNING.prefix * (exact ? TUNING.prefixBesideExact : 1);
    isCut = found.isCut;
    for (const term of found.terms) if (term.text !== form) taken.push({ term, match: 'prefix', weight });
  }
  if (options.typos) {
    const begun = taken.reduce((sum, { match, term }) => sum + (match === 'prefix' ? term.count : 0), 0);
    taken.push(...nearWord(collection, word, form, exact, begun));
  }
  return { taken, isCut };
}

function nearWord(
  collection: Collection,
  word: string,
  form: string,
  exact: Term | undefined,
  begun: number,
): Taken[] {
  const plain = isPlainWord(word);
  const isKnown = exact ? !plain || exact.count > TUNING.rare : begun > (plain ? TUNING.rare : 0);
  const within = plain ? (word.length >= 8 ? 2 : 1) : word.length >= 6 ? 1 : 0;
  if (isKnown || within === 0 || word.length < 4 || /^\d+(?:\.\d+)?[a-z]{0,3}$/.test(word)) return [];
  const once = termsNear(collection, form, 1);
  const closest = once.length === 0 && within === 2 ? termsNear(collection, form, 2) : once;
  closest.sort((a, b) => b.term.count - a.term.count || (a.term.text < b.term.text ? -1 : 1));
  const most = closest[0]?.term.count ?? 0;
  return closest.slice(0, TUNING.mostTypos).map(({ term, distance }) => {
    const frequency = 0.3 + (0.7 * Math.log(1 + term.count)) / Math.log(1 + most);
    const beginning = term.text[0] === form[0] ? 1 : TUNING.otherBeginning;
    const beside = begun > 0 && !exact ? TUNING.typoBesidePrefix : 1;
    const edits = distance === 1 ? TUNING.typo : TUNING.typo * TUNING.secondTypo;
    return { term, match: 'typo', weight: edits * beginning * frequency * beside };
  });
}
