/**
 * Attributes beside the results: those that most of the results state, worded ones with their values,
 * numeric ones with their spread; chosen ones always. Each is counted with its own filter off.
 */
import type { Bounds } from '../bounds.ts';
import type { SearchRequest } from '../request.ts';
import { countBits, eachBit, hasBit, type Bits } from '../segment/bits.ts';
import type { Column } from '../segment/columns.ts';
import { decimalOf, spreadOf, type Spread } from './bars.ts';
import type { Collection } from './collection.ts';
import { add, setsWithout, sortTallies, type ValueTally } from './counts.ts';
import type { Matches } from './matches.ts';

interface Shown {
  readonly key: string;
  readonly label: string;
  /** Products that do not state it. */
  readonly unknown: number;
  readonly unknownSelected: boolean;
}

export interface WordAttribute extends Shown {
  readonly values: readonly ValueTally[];
  readonly more: number;
}

export interface NumberAttribute extends Shown, Spread {
  readonly unit: string;
  readonly known: number;
  readonly selected: readonly Bounds[];
}

const MOST_WORDED = 12;
const MOST_NUMERIC = 12;
/** Attributes looked at for each kind before giving up on finding more worth showing. */
const MOST_TRIED = 40;
const MOST_VALUES = 12;

/** One key's words, or its numbers in one unit, over all segments. */
interface Candidate {
  readonly key: string;
  label: string;
  readonly unit?: string;
  readonly places: (number | undefined)[];
  stated: number;
}

export function attributesOf(
  collection: Collection,
  matches: Matches,
  request: SearchRequest,
): { words: WordAttribute[]; numbers: NumberAttribute[] } {
  const chosen = new Set(request.attributes.map((filter) => filter.key));
  const candidates = findCandidates(collection, matches, chosen);
  const words: WordAttribute[] = [];
  const numbers: NumberAttribute[] = [];
  const worded = candidates.filter((candidate) => candidate.unit === undefined);
  const numeric = candidates.filter((candidate) => candidate.unit !== undefined);
  for (const candidate of take(worded, chosen)) {
    if (words.length >= MOST_WORDED && !chosen.has(candidate.key)) continue;
    const shown = showWords(collection, matches, request, candidate);
    if (shown) words.push(shown);
  }
  for (const candidate of take(numeric, chosen)) {
    const isTaken = numbers.some((number) => number.key === candidate.key);
    if (isTaken || (numbers.length >= MOST_NUMERIC && !chosen.has(candidate.key))) continue;
    const shown = showNumbers(collection, matches, request, candidate);
    if (shown) numbers.push(shown);
  }
  return { words, numbers };
}

function take(candidates: readonly Candidate[], chosen: ReadonlySet<string>): Candidate[] {
  return candidates.filter((candidate, i) => i < MOST_TRIED || chosen.has(candidate.key));
}

/** Columns that state something of what is left, or are chosen; best known first. */
function findCandidates(collection: Collection, matches: Matches, chosen: ReadonlySet<string>): Candidate[] {
  const found = new Map<string, Candidate>();
  collection.parts.forEach(({ segment }, part) => {
    const { starts, columns } = segment.stated();
    const counts = new Uint32Array(segment.meta.columns.length);
    eachBit(matches.parts[part]!.left, (doc) => {
      for (let i = starts[doc]!; i < starts[doc + 1]!; i++) counts[columns[i]!]!++;
    });
    segment.meta.columns.forEach(({ key, label, unit }, place) => {
      if (counts[place] === 0 && !chosen.has(key)) return;
      const id = `${key}\u0000${unit ?? '\u0000'}`;
      let candidate = found.get(id);
      if (!candidate) {
        candidate = { key, label, ...(unit !== undefined && { unit }), places: [], stated: 0 };
        found.set(id, candidate);
      }
      if (label < candidate.label) candidate.label = label;
      candidate.places[part] = place;
      candidate.stated += counts[place]!;
    });
  });
  return [...found.values()].sort(
    (a, b) => b.stated - a.stated || order(a.label, b.label) || order(a.key, b.key) || order(a.unit, b.unit),
  );
}

function order(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function showWords(
  collection: Collection,
  matches: Matches,
  request: SearchRequest,
  { key, label, places }: Candidate,
): WordAttribute | undefined {
  const sets = setsWithout(matches, `a.${key}`);
  const filter = request.attributes.find((one) => one.key === key);
  const counts = new Map<string, number>((filter?.values ?? []).map((value) => [value, 0]));
  eachColumn(collection, places, (column, part) => {
    const tallies = new Uint32Array(column.words.length);
    eachEntry(column, sets[part]!, (i) => tallies[column.codes[i]!]!++);
    tallies.forEach((count, code) => {
      if (count > 0) add(counts, column.words[code]!, count);
    });
  });
  const values = sortTallies(counts, filter?.values ?? []);
  const hasFilter = filter !== undefined && (filter.values.length > 0 || filter.unknown);
  if (values.length < 2 && !hasFilter) return undefined;
  const listed = values.filter((value, i) => i < MOST_VALUES || value.selected);
  return {
    key,
    label,
    values: listed,
    more: values.length - listed.length,
    unknown: countUnknown(collection, sets, key),
    unknownSelected: filter?.unknown ?? false,
  };
}

function showNumbers(
  collection: Collection,
  matches: Matches,
  request: SearchRequest,
  { key, label, unit = '', places }: Candidate,
): NumberAttribute | undefined {
  const sets = setsWithout(matches, `a.${key}`);
  const filter = request.attributes.find((one) => one.key === key);
  const spread = spreadOf((each) =>
    eachColumn(collection, places, (column, part) => {
      const decimals = Float64Array.from(column.numbers, decimalOf);
      eachEntry(column, sets[part]!, (i) => each(decimals[column.codes[i]!]!, decimals[column.uppers[i]!]!));
    }),
  );
  const hasFilter = filter !== undefined && (filter.ranges.length > 0 || filter.unknown);
  if (!spread || (spread.least === spread.most && !hasFilter)) return undefined;
  const unknown = countUnknown(collection, sets, key);
  const size = sets.reduce((sum, bits) => sum + countBits(bits), 0);
  return {
    key,
    label,
    unit,
    ...spread,
    known: size - unknown,
    unknown,
    unknownSelected: filter?.unknown ?? false,
    selected: filter?.ranges ?? [],
  };
}

function eachColumn(
  collection: Collection,
  places: readonly (number | undefined)[],
  visit: (column: Column, part: number) => void,
): void {
  collection.parts.forEach(({ segment }, part) => {
    const place = places[part];
    if (place !== undefined) visit(segment.column(place), part);
  });
}

function eachEntry({ docs }: Column, bits: Bits, visit: (entry: number) => void): void {
  for (let i = 0; i < docs.length; i++) if (hasBit(bits, docs[i]!)) visit(i);
}

/** Products of the sets that state nothing under the key, in words or numbers. */
function countUnknown(collection: Collection, sets: readonly Bits[], key: string): number {
  let unknown = 0;
  collection.parts.forEach(({ segment }, part) => {
    const rest = sets[part]!.slice();
    segment.meta.columns.forEach((head, place) => {
      if (head.key !== key) return;
      for (const doc of segment.column(place).docs) rest[doc >>> 5]! &= ~(1 << (doc & 31));
    });
    unknown += countBits(rest);
  });
  return unknown;
}
