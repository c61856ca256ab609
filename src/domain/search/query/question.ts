/**
 * What was typed, as words to look for: each word with the terms it may stand for.
 *
 * - The last word may be unfinished: it also stands for terms it begins; so does any part number.
 * - Joined and split forms count as the word: usb-c / usbc, "sub woofer" / "subwoofer".
 * - Small words (of, the, with) are left out where others remain.
 */
import { indexForm, isPlainWord, tokenise } from '../words/tokens.ts';
import type { Collection } from './collection.ts';
import { lookUp, type Term } from './lexicon.ts';
import { spreadWord, type Taken } from './spread.ts';

export interface Word {
  /** As typed, folded to lower case. */
  readonly text: string;
  readonly taken: readonly Taken[];
}

export interface Question {
  readonly words: readonly Word[];
  /** More terms begin with a word than were taken: counts are lower bounds. */
  readonly isCut: boolean;
}

/** Words read of one question. */
export const MOST_WORDS = 16;

const SMALL = new Set('x the of a and with for in to by or'.split(' '));
/** A run-together word is split where both halves stand in more products than this, and than any near word. */
const SPLIT_COUNT = 5;
const BARE = 0.5;
const JOINED_PREFIX = 0.8;
const SPLIT_WHOLE = 0.7;

interface Draft {
  readonly text: string;
  readonly taken: Taken[];
}

export function readQuestion(collection: Collection, text: string): Question {
  const tokens: { token: string; kind: 'main' | 'joined' | 'bare' }[] = [];
  tokenise(text, 'asked', (token, kind) => {
    if (tokens.length < MOST_WORDS * 2) tokens.push({ token, kind });
  });
  const hasOthers = tokens.filter(({ token, kind }) => kind === 'main' && !SMALL.has(token)).length > 0;
  const words: Draft[] = [];
  let isCut = false;
  tokens.forEach(({ token, kind }, i) => {
    if (words.length >= MOST_WORDS) return;
    const isPrefix = i === tokens.length - 1 || isPartNumber(token);
    const before = words.at(-1);
    if (kind === 'bare') addExact(collection, before, token, BARE);
    else if (kind === 'joined') isCut = addJoined(collection, before, token, isPrefix) || isCut;
    else if (!(hasOthers && SMALL.has(token))) isCut = addWord(collection, words, token, isPrefix) || isCut;
  });
  joinNeighbours(collection, words);
  return { words: words.map(({ text, taken }) => ({ text, taken: bestOfEach(taken) })), isCut };
}

function isPartNumber(token: string): boolean {
  return token.length > 3 && /\d/.test(token) && /[a-z]/.test(token);
}

function addExact(collection: Collection, word: Draft | undefined, token: string, weight: number): void {
  const term = word && lookUp(collection, token);
  if (term) word.taken.push({ term, match: 'joined', weight });
}

function addJoined(collection: Collection, word: Draft | undefined, token: string, prefix: boolean): boolean {
  const term = word && lookUp(collection, token);
  if (term) word.taken.push({ term, match: 'joined', weight: 1 });
  if (!word || term || !prefix) return false;
  const { taken, isCut } = spreadWord(collection, token, { prefix, typos: true });
  word.taken.push(...taken.map((t) => ({ ...t, weight: t.weight * JOINED_PREFIX })));
  return isCut;
}

function addWord(collection: Collection, words: Draft[], token: string, prefix: boolean): boolean {
  const spread = spreadWord(collection, token, { prefix, typos: true });
  const isKnown = spread.taken.some((taken) => taken.match === 'exact');
  const near = spread.taken.reduce(
    (most, { match, term }) => (match === 'typo' ? Math.max(most, term.count) : most),
    0,
  );
  const halves = isKnown ? undefined : splitWord(collection, token, Math.max(near, SPLIT_COUNT));
  if (!halves) {
    words.push({ text: token, taken: [...spread.taken] });
    return spread.isCut;
  }
  const whole = spread.taken.map((taken) => ({ ...taken, weight: taken.weight * SPLIT_WHOLE }));
  for (const half of halves) {
    const { taken } = spreadWord(collection, half, { prefix: false, typos: false });
    words.push({ text: half, taken: [...taken, ...(half === halves[0] ? whole : [])] });
  }
  return spread.isCut;
}

/** "loudspeakercable" into two words of the catalog, each in more than `least` products; the pair whose rarer half is most frequent. */
function splitWord(collection: Collection, token: string, least: number): [string, string] | undefined {
  if (token.length < 6 || !isPlainWord(token)) return undefined;
  let best: [string, string] | undefined;
  let most = least;
  for (let at = 3; at <= token.length - 3; at++) {
    const halves: [string, string] = [token.slice(0, at), token.slice(at)];
    const [a, b] = halves.map((half): Term | undefined => lookUp(collection, indexForm(half)));
    const count = Math.min(a?.count ?? 0, b?.count ?? 0);
    if (count > most) [best, most] = [halves, count];
  }
  return best;
}

function joinNeighbours(collection: Collection, words: readonly Draft[]): void {
  for (let i = 0; i + 1 < words.length; i++) {
    const pair = [words[i]!, words[i + 1]!];
    const joined = pair[0]!.text + pair[1]!.text;
    if (joined.length < 5) continue;
    const term = lookUp(collection, indexForm(joined));
    if (term) for (const word of pair) word.taken.push({ term, match: 'joined', weight: 1 });
  }
}

/** Each term once, with its best weight, best first. */
function bestOfEach(taken: readonly Taken[]): Taken[] {
  const best = new Map<string, Taken>();
  for (const one of taken) {
    const known = best.get(one.term.text);
    if (!known || known.weight < one.weight) best.set(one.term.text, one);
  }
  return [...best.values()].sort((a, b) => b.weight - a.weight);
}
