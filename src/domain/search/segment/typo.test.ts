import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBytes, utf8 } from './bytes.ts';
import { Cursor, find, seek, writeDictionary } from './dictionary.ts';
import { nearTerms } from './typo.ts';

/** Optimal string alignment distance by the book. */
function distance(a: Uint8Array, b: Uint8Array): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => [i, ...new Array<number>(b.length).fill(0)]);
  for (let j = 0; j <= b.length; j++) table[0]![j] = j;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(table[i - 1]![j]! + 1, table[i]![j - 1]! + 1, table[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, table[i - 2]![j - 2]! + 1);
      table[i]![j] = least;
    }
  return table[a.length]![b.length]!;
}

const words = fc.uniqueArray(
  fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 8 }),
    fc.string({ unit: fc.constantFrom('é', 'ß', '電', '1', '.'), minLength: 1, maxLength: 5 }),
  ),
  { maxLength: 200, size: 'large' },
);

function dictionaryOf(terms: readonly string[]) {
  const sorted = terms
    .map((term) => utf8.write.encode(term))
    .sort((a, b) => compareBytes(a, a.length, b, b.length));
  return writeDictionary(sorted.map((term, i) => ({ term, count: i + 1, length: i % 300 })));
}

describe('dictionary', () => {
  it('finds what was written, where its postings lie, and nothing else', () => {
    fc.assert(
      fc.property(words, fc.string(), (terms, other) => {
        const dictionary = dictionaryOf(terms);
        const cursor = new Cursor(dictionary);
        let postings = 0;
        let impacts = 0;
        for (let i = 0; cursor.next(); i++) {
          const entry = { index: i, count: i + 1, from: postings, to: postings + (i % 300), impacts };
          impacts += entry.count;
          expect(find(dictionary, cursor.text())).toEqual(entry);
          postings = entry.to;
        }
        expect(cursor.index).toBe(terms.length - 1);
        if (!terms.includes(other)) expect(find(dictionary, other)).toBeUndefined();
      }),
    );
  });

  it('seeks the first term not below the wanted one', () => {
    fc.assert(
      fc.property(
        words,
        fc.string({ unit: fc.constantFrom('a', 'b', 'é'), maxLength: 4 }),
        (terms, wanted) => {
          const bytes = utf8.write.encode(wanted);
          const expected = terms
            .map((term) => utf8.write.encode(term))
            .filter((term) => compareBytes(term, term.length, bytes, bytes.length) >= 0)
            .sort((a, b) => compareBytes(a, a.length, b, b.length))[0];
          expect(seek(dictionaryOf(terms), bytes)?.text()).toBe(expected && utf8.read.decode(expected));
        },
      ),
    );
  });
});

describe('nearTerms', () => {
  it('finds exactly the terms that the definition finds', () => {
    const asked = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        words,
        asked,
        fc.integer({ min: 0, max: 2 }),
        fc.boolean(),
        (terms, word, within, sameStart) => {
          const wanted = utf8.write.encode(word);
          const expected = terms.filter((term) => {
            const bytes = utf8.write.encode(term);
            return distance(bytes, wanted) <= within && (!sameStart || bytes[0] === wanted[0]);
          });
          const found = nearTerms(dictionaryOf(terms), word, within, sameStart);
          expect(found.map((near) => near.text).sort()).toEqual(expected.sort());
          for (const near of found)
            expect(near.distance).toBe(distance(utf8.write.encode(near.text), wanted));
        },
      ),
      { numRuns: 500 },
    );
  });
});
