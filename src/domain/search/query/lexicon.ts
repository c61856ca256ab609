/** The words of a whole collection: one term, terms with a beginning, terms near a word; counted over all its segments. */
import { compareBytes, utf8 } from '../segment/bytes.ts';
import { find, seek, type Cursor, type Entry } from '../segment/dictionary.ts';
import { nearTerms } from '../segment/typo.ts';
import type { Collection, Counted, Part } from './collection.ts';

export interface Term {
  readonly text: string;
  /** Living products that have it, in all segments: at least 1. */
  readonly count: number;
  /** Its place in each segment, in the collection's order. */
  readonly entries: readonly (Entry | undefined)[];
}

export function lookUp(collection: Collection, text: string): Term | undefined {
  let count = 0;
  const entries = collection.parts.map((part) => {
    const entry = find(part.segment.dictionary, text);
    if (entry) count += living(part, entry);
    return entry;
  });
  return count > 0 ? { text, count, entries } : undefined;
}

/** The `most` most frequent terms that begin with `prefix`, and whether there are more. Ties go to the smaller term. */
export function termsWith(
  collection: Collection,
  prefix: string,
  most: number,
): { terms: Term[]; isCut: boolean } {
  const bytes = utf8.write.encode(prefix);
  const cursors = collection.parts.map((part) => startOf(part, bytes));
  let terms: Term[] = [];
  let least = 0;
  let seen = 0;
  for (let lead = smallest(cursors); lead; lead = smallest(cursors)) {
    const same = cursors.map((cursor) => cursor !== undefined && isSame(cursor, lead));
    let count = 0;
    collection.parts.forEach((part, i) => {
      if (same[i]) count += living(part, cursors[i]!);
    });
    if (count > 0) seen++;
    if (count > least)
      terms.push({
        text: lead.text(),
        count,
        entries: cursors.map((cursor, i) => (same[i] ? cursor!.entry() : undefined)),
      });
    if (terms.length >= most * 4) {
      terms = frequentFirst(terms).slice(0, most);
      least = terms.at(-1)!.count;
    }
    same.forEach((isTaken, i) => {
      const cursor = cursors[i];
      if (isTaken && !(cursor!.next() && cursor!.startsWith(bytes))) cursors[i] = undefined;
    });
  }
  return { terms: frequentFirst(terms).slice(0, most), isCut: seen > most };
}

/** Terms at most `within` edits from a word, itself left out; two edits only behind the same first letter. */
export function termsNear(
  collection: Collection,
  word: string,
  within: number,
): { term: Term; distance: number }[] {
  const distances = new Map<string, number>();
  for (const { segment } of collection.parts)
    for (const { text, distance } of nearTerms(segment.dictionary, word, within, within > 1))
      if (distance > 0) distances.set(text, distance);
  return [...distances].flatMap(([text, distance]) => {
    const term = lookUp(collection, text);
    return term ? [{ term, distance }] : [];
  });
}

function living(part: Part, entry: Counted): number {
  return part.countLiving?.(entry) ?? entry.count;
}

function startOf(part: Part, prefix: Uint8Array): Cursor | undefined {
  const cursor = seek(part.segment.dictionary, prefix);
  return cursor?.startsWith(prefix) ? cursor : undefined;
}

function smallest(cursors: readonly (Cursor | undefined)[]): Cursor | undefined {
  let first: Cursor | undefined;
  for (const cursor of cursors)
    if (cursor && (!first || compareBytes(cursor.term, cursor.length, first.term, first.length) < 0))
      first = cursor;
  return first;
}

function isSame(a: Cursor, b: Cursor): boolean {
  return a === b || compareBytes(a.term, a.length, b.term, b.length) === 0;
}

function frequentFirst(terms: readonly Term[]): Term[] {
  return [...terms].sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
}
