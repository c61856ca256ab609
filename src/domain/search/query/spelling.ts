/** What became of each word, and the spelling that would find more. */
import type { Question, Word } from './question.ts';

/** One word of the question and what the catalog made of it. */
export interface WordTold {
  /** As typed, folded to lower case. */
  readonly text: string;
  /** exact: stands in the catalog; prefix: begins words of it; typo: a near word was taken; none: nothing like it. */
  readonly match: 'exact' | 'prefix' | 'typo' | 'none';
  /** The catalog's word, where another was taken. */
  readonly taken?: string;
}

/** A word this rare may be a typo that someone made in the catalog too. */
const RARE = 2;
/** How many times more frequent a near word must be than a rare one. */
const MUCH_MORE = 20;

export function tellWords(question: Question): WordTold[] {
  return question.words.map((word) => {
    const [best] = word.taken;
    const has = (match: string) => word.taken.some((taken) => taken.match === match);
    if (!best) return { text: word.text, match: 'none' };
    if (has('exact') || has('joined')) return { text: word.text, match: 'exact' };
    if (has('prefix')) return { text: word.text, match: 'prefix' };
    return { text: word.text, match: 'typo', taken: best.term.text };
  });
}

/** The question with its likely typos put right; undefined when there are none. */
export function suggestSpelling(question: Question, text: string): string | undefined {
  let suggested = text;
  for (const word of question.words) {
    const better = betterWord(word);
    if (better) suggested = replaceWord(suggested, word.text, better);
  }
  return suggested === text ? undefined : suggested;
}

/** An unfinished word is no typo: what it begins stands before what it resembles. */
function betterWord(word: Word): string | undefined {
  const exact = word.taken.some(({ match }) => match === 'exact' || match === 'joined');
  if (!exact && word.taken.some(({ match }) => match === 'prefix')) return undefined;
  const known = word.taken.filter((taken) => taken.match !== 'typo');
  const best = word.taken.find((taken) => taken.match === 'typo');
  if (!best) return undefined;
  const count = known.reduce((most, { term }) => Math.max(most, term.count), 0);
  return count === 0 || (count <= RARE && best.term.count >= count * MUCH_MORE) ? best.term.text : undefined;
}

/** Replaces the word where it stands by itself, whatever its case. */
function replaceWord(text: string, word: string, better: string): string {
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    const before = lower[at - 1] ?? ' ';
    const after = lower[at + word.length] ?? ' ';
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after))
      return text.slice(0, at) + better + text.slice(at + word.length);
  }
  return text;
}
