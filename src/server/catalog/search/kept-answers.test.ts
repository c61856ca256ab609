import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ask } from '#domain/search/query/ask.ts';
import { openCollection } from '#domain/search/query/collection.ts';
import { EMPTY_REQUEST } from '#domain/search/request.ts';
import { buildSegment } from '#domain/search/segment/build.ts';
import { openSegment } from '#domain/search/segment/segment.ts';
import { PAGE_SIZE } from '#protocol/catalog.ts';
import { documents, requests } from '#tests/simulation/random-documents.ts';
import { askKept } from './kept-answers.ts';

it('answers as the engine does, whatever was asked before', () => {
  fc.assert(
    fc.property(documents, fc.array(requests, { maxLength: 8 }), (all, asked) => {
      const collection = openCollection([{ segment: openSegment(buildSegment(all)) }]);
      for (const request of [...asked, ...asked])
        expect(askKept(collection, request)).toEqual(ask(collection, request, PAGE_SIZE));
    }),
    { numRuns: 150 },
  );
});

it('keeps an answer that is asked again and again, and forgets one that is not', () => {
  const collection = openCollection([{ segment: openSegment(buildSegment([])) }]);
  const often = askKept(collection, EMPTY_REQUEST);
  const once = askKept(collection, { ...EMPTY_REQUEST, text: 'once' });
  for (let n = 0; n < 1_000; n++) {
    askKept(collection, { ...EMPTY_REQUEST, text: `word${n}` });
    expect(askKept(collection, EMPTY_REQUEST)).toBe(often);
  }
  expect(askKept(collection, { ...EMPTY_REQUEST, text: 'once' })).not.toBe(once);
});
