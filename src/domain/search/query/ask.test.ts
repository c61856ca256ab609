import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documents, requests } from '#tests/simulation/random-documents.ts';
import type { SearchDocument } from '../document.ts';
import { EMPTY_REQUEST, parseRequest } from '../request.ts';
import { buildSegment } from '../segment/build.ts';
import { openSegment } from '../segment/segment.ts';
import { ask } from './ask.ts';
import { openCollection, type Collection } from './collection.ts';
import { naiveAnswer, statedWithout } from './plain-model.ts';
import { suggest } from './suggest.ts';

const open = (all: readonly SearchDocument[]) => openSegment(buildSegment(all));
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const whole = (all: readonly SearchDocument[]) => openCollection([{ segment: open(all) }]);

/** The documents dealt over segments, each segment with old versions of products that others have. */
function dealt(all: readonly SearchDocument[], deal: readonly number[], parts: number): Collection {
  const own = Array.from({ length: parts }, (): SearchDocument[] => []);
  const without = Array.from({ length: parts }, () => new Set<number>());
  all.forEach((document, i) => {
    const at = (deal[i % deal.length] ?? 0) % parts;
    own[at]!.push(document);
    const other = (at + 1) % parts;
    if (other !== at && i % 3 === 0) {
      own[other]!.push({ ...document, title: 'woofer horn stale', vendor: 'Stale' });
      without[other]!.add(document.id);
    }
  });
  return openCollection(own.map((some, i) => ({ segment: open(some), without: without[i]! })));
}

describe('ask', () => {
  it('answers alike however the products are spread over segments', () => {
    fc.assert(
      fc.property(
        documents,
        requests,
        fc.array(fc.nat(20), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        (all, request, deal, parts) => {
          expect(ask(dealt(all, deal, parts), request, 5)).toEqual(ask(whole(all), request, 5));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('answers as the plain definition does', () => {
    fc.assert(
      fc.property(documents, requests, (all, asked) => {
        const request = { ...asked, explain: false, text: '' };
        const { words: _words, near: _near, ...answer } = ask(whole(all), request, 5);
        expect(answer).toMatchObject(naiveAnswer(all, request, 5));
        for (const { key, values, unknown } of answer.facets) {
          const stated = statedWithout(all, request, key);
          expect(unknown).toBe(stated.unknown);
          for (const { value, count } of values)
            expect([value, count]).toEqual([value, stated.having(value)]);
        }
        for (const range of answer.ranges.filter(({ key }) => key !== 'price')) {
          const { key, least, unknown, edges, counts, values } = range;
          const stated = statedWithout(all, request, key);
          expect([least, unknown]).toEqual([stated.lowest, stated.unknown]);
          expect(sum(counts) + sum(values.map(({ count }) => count))).toBeGreaterThan(0);
          expect(edges.length).toBe(counts.length === 0 ? 0 : counts.length + 1);
          expect(values.length > 0).not.toBe(counts.length > 0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('explains each score so that the sum is the order', () => {
    fc.assert(
      fc.property(documents, requests, (all, asked) => {
        const request = { ...asked, sort: 'relevance' as const };
        if (request.text === '') return;
        const { hits } = ask(whole(all), request, 5);
        const scores = hits.map((hit) => hit.explanation!.score);
        for (let i = 1; i < scores.length; i++) expect(scores[i]!).toBeLessThanOrEqual(scores[i - 1]! + 1e-4);
        for (const hit of hits) expect(hit.explanation!.words.length).toBe(hit.words);
      }),
    );
  });

  it('stays calm whatever is typed', () => {
    const collection = whole(fc.sample(documents, { numRuns: 1, seed: 7 })[0]!);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const request = parseRequest([['q', text]]);
        expect(ask(collection, request, 5).words.length).toBeLessThanOrEqual(32);
        suggest(collection, request.text, '');
      }),
      { numRuns: 500 },
    );
  });

  it('says what became of the words, and what would find more', () => {
    const document = (id: number, title: string): SearchDocument => ({
      id,
      title,
      vendor: '',
      codes: [],
      crumbs: [],
      tags: [],
      text: '',
      attributes: [],
      offers: [],
      stock: 'in',
    });
    const collection = whole([
      document(1, '5-1/4" paper woofer'),
      document(2, 'Woofer 8 Ω'),
      document(3, 'Film capacitor 2.2µF'),
      document(4, 'USB-C socket'),
      document(5, 'Resistor 4k7'),
    ]);
    const asked = (text: string) => ask(collection, { ...EMPTY_REQUEST, text }, 5);
    const ids = (text: string) => asked(text).hits.map((hit) => hit.id);
    expect(asked('paper woffer')).toMatchObject({
      didYouMean: 'paper woofer',
      wordsMatched: 2,
      words: [
        { text: 'paper', match: 'exact' },
        { text: 'woffer', match: 'typo', taken: 'woofer' },
      ],
    });
    expect(asked('paper woofer plywood')).toMatchObject({ wordsMatched: 2, total: 1 });
    expect(asked('woofer').didYouMean).toBeUndefined();
    expect(ids('5.25 in woofer')[0]).toBe(1);
    expect(ids('5 1/4 inch')).toEqual([1]);
    expect(ids('8ohm')).toEqual([2]);
    for (const spelling of ['2u2', '2.2uF', '2200nF', '2200 nf', '2,2µF'.replace(',', '.')])
      expect(ids(spelling)).toEqual([3]);
    for (const spelling of ['usbc', 'usb-c', 'usb c']) expect(ids(spelling)[0]).toBe(4);
    expect(ids('4.7k')).toEqual([5]);
  });
});
