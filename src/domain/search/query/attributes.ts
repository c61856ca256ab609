/**
 * Attributes beside the results: those that most of the results state, worded ones with their values,
 * numeric ones with their spread; chosen ones always. Each is counted with its own filter off.
 */
import type { Bounds } from '../bounds.ts';
import type { SearchRequest } from '../request.ts';
import { countBoth } from '../segment/bits.ts';
import { spreadOf, type Spread } from './bars.ts';
import type { Collection } from './collection.ts';
import { add, sortTallies, type ValueTally } from './counts.ts';
import { eachColumn, type ColumnGroup } from './groups.ts';
import type { Matches } from './matches.ts';
import type { Left } from './sieve.ts';
import { largestUpper, leftWithout, tallyColumn } from './tally.ts';

interface Shown {
  readonly key: string;
  readonly label: string;
  /** Products that do not state it. */
  readonly unknown: number;
  readonly unknownSelected: boolean;
}

export interface WordAttribute extends Shown {
  /** Most frequent first. */
  readonly values: readonly ValueTally[];
  /** More values than listed. */
  readonly more: number;
}

/** Among the products left by all other filters. Few values are ticked and have no bars, many are drawn and have no values. */
export interface NumberAttribute extends Shown, Spread {
  /** SI symbol; "" for a bare number; the price's numbers are micro-units. */
  readonly unit: string;
  readonly known: number;
  readonly selected: readonly Bounds[];
}

/** Attributes shown of each kind, beside chosen ones. */
const MOST_SHOWN = 12;
/** Attributes looked at for each kind before giving up on finding more worth showing. */
const MOST_TRIED = 24;
const MOST_VALUES = 12;

/** A group of columns and how many of the results state it. */
interface Candidate {
  readonly group: ColumnGroup;
  readonly stated: number;
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
  for (const candidate of pick(candidates, 'words', chosen)) {
    const { key } = candidate.group;
    if (words.length >= MOST_SHOWN && !chosen.has(key)) continue;
    const shown = showWords(collection, matches, request, candidate);
    if (shown) words.push(shown);
  }
  for (const candidate of pick(candidates, 'numbers', chosen)) {
    const { key } = candidate.group;
    const isShown = numbers.some((number) => number.key === key);
    if (isShown || (numbers.length >= MOST_SHOWN && !chosen.has(key))) continue;
    const shown = showNumbers(collection, matches, request, candidate);
    if (shown) numbers.push(shown);
  }
  return { words, numbers };
}

function pick(
  candidates: readonly Candidate[],
  kind: 'words' | 'numbers',
  chosen: ReadonlySet<string>,
): Candidate[] {
  return candidates
    .filter(({ group }) => (group.unit === undefined) === (kind === 'words'))
    .filter(({ group }, i) => i < MOST_TRIED || chosen.has(group.key));
}

/** Groups that state something of what is left, or are chosen; best known first. */
function findCandidates(collection: Collection, matches: Matches, chosen: ReadonlySet<string>): Candidate[] {
  const counts = collection.parts.map(({ segment }, part) => {
    const tallies = new Uint32Array(segment.meta.columns.length);
    const { members } = matches.parts[part]!.left;
    // Nothing of a segment that nothing was found in needs to be read.
    if (members.length === 0) return tallies;
    const { starts, columns } = segment.stated();
    for (const doc of members) for (let i = starts[doc]!; i < starts[doc + 1]!; i++) tallies[columns[i]!]!++;
    return tallies;
  });
  const candidates: Candidate[] = [];
  for (const group of collection.groups) {
    let stated = 0;
    group.places.forEach((place, part) => {
      if (place !== undefined) stated += counts[part]![place]!;
    });
    if (stated > 0 || chosen.has(group.key)) candidates.push({ group, stated });
  }
  return candidates.sort(
    (a, b) =>
      b.stated - a.stated ||
      order(a.group.label, b.group.label) ||
      order(a.group.key, b.group.key) ||
      order(a.group.unit, b.group.unit),
  );
}

function order(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function showWords(
  collection: Collection,
  matches: Matches,
  request: SearchRequest,
  candidate: Candidate,
): WordAttribute | undefined {
  const { key, label } = candidate.group;
  const left = leftWithout(matches, `a.${key}`);
  const filter = request.attributes.find((one) => one.key === key);
  const counts = new Map<string, number>((filter?.values ?? []).map((value) => [value, 0]));
  eachColumn(collection.parts, candidate.group, (column, part) => {
    tallyColumn(column, left[part]!, collection.parts[part]!.segment.size).forEach((count, code) => {
      if (count > 0) add(counts, column.words[code]!, count);
    });
  });
  const hasFilter = filter !== undefined && (filter.values.length > 0 || filter.unknown);
  if (counts.size < 2 && !hasFilter) return undefined;
  const values = sortTallies(counts, filter?.values ?? []);
  const listed = values.filter((value, i) => i < MOST_VALUES || value.selected);
  return {
    key,
    label,
    values: listed,
    more: values.length - listed.length,
    unknown: countUnknown(collection, left, candidate, filter !== undefined),
    unknownSelected: filter?.unknown ?? false,
  };
}

function showNumbers(
  collection: Collection,
  matches: Matches,
  request: SearchRequest,
  candidate: Candidate,
): NumberAttribute | undefined {
  const { key, label, unit = '' } = candidate.group;
  const left = leftWithout(matches, `a.${key}`);
  const filter = request.attributes.find((one) => one.key === key);
  const told: [value: number, count: number, upper: number][] = [];
  eachColumn(collection.parts, candidate.group, (column, part) => {
    const upper = largestUpper(column, left[part]!);
    tallyColumn(column, left[part]!, collection.parts[part]!.segment.size).forEach((count, code) => {
      if (count > 0) told.push([column.numbers[code]!, count, upper]);
    });
  });
  const spread = spreadOf((each) => told.forEach((one) => each(...one)));
  const hasFilter = filter !== undefined && (filter.ranges.length > 0 || filter.unknown);
  if (!spread || (spread.least === spread.most && !hasFilter)) return undefined;
  const unknown = countUnknown(collection, left, candidate, filter !== undefined);
  const isTicked =
    spread.values.length > 0 &&
    (filter?.ranges ?? []).every(({ least, most }) => least !== undefined && least === most);
  return {
    key,
    label,
    unit,
    ...spread,
    ...(isTicked ? { edges: [], counts: [] } : { values: [] }),
    known: left.reduce((sum, part) => sum + part.members.length, 0) - unknown,
    unknown,
    unknownSelected: filter?.unknown ?? false,
    selected: filter?.ranges ?? [],
  };
}

/** Products left that state nothing under the key, in words or numbers. */
function countUnknown(
  collection: Collection,
  left: readonly Left[],
  { group, stated }: Candidate,
  isFiltered: boolean,
): number {
  if (group.isAlone && !isFiltered) return left.reduce((sum, part) => sum + part.members.length, 0) - stated;
  return collection.parts.reduce((unknown, { segment }, part) => {
    const { bits, members } = left[part]!;
    return unknown + members.length - countBoth(bits, segment.stating(group.key));
  }, 0);
}
