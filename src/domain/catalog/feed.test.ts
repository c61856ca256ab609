import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  decodeFeedRow,
  EMPTY_DICTIONARY,
  FeedEncoder,
  growDictionary,
  isTombstone,
  type FeedRow,
} from './feed.ts';
import { packPage, unpackPage, type FeedPage } from './feed-page.ts';
import { fillSummary, fillTitle, shortSummary, shortTitle } from './feed-words.ts';
import type { Product } from './product.ts';

const word = fc.string({ maxLength: 12 });
const amount = fc.integer({ min: 1, max: 1e9 });
const maybe = <T>(key: string, of: fc.Arbitrary<T>) =>
  fc.option(of, { nil: undefined }).map((v) => (v === undefined ? {} : { [key]: v }));
const attribute = fc
  .tuple(
    fc.constantFrom('fs', 'qts', 'vas'),
    word,
    word,
    maybe('value', fc.double({ noNaN: true, noDefaultInfinity: true })),
    maybe('unit', fc.constantFrom('Hz', '', 'm3')),
  )
  .map(([key, label, text, value, unit]) => ({ key, label, text, ...value, ...unit }))
  .chain((a) => ('value' in a ? maybe('upper', fc.integer()).map((u) => ({ ...a, ...u })) : fc.constant(a)));
const variant = fc
  .tuple(
    amount,
    word,
    fc.array(word, { maxLength: 2 }),
    fc.array(fc.record({ from: amount, unitPrice: amount }), { maxLength: 3 }),
    fc.constantFrom('in', 'low', 'out', 'backorder'),
    maybe('compareAt', amount),
    maybe('saleUntil', amount),
    maybe('weight', fc.nat()),
    maybe('barcode', fc.string({ minLength: 1 })),
  )
  .map(([id, sku, options, breaks, stock, ...more]) => ({
    id,
    sku,
    options,
    unitPrice: id,
    breaks,
    minimum: 1,
    multiple: 5,
    stock,
    ...Object.assign({}, ...more),
  }));
const product = fc
  .tuple(
    amount,
    word,
    word,
    fc.array(variant, { maxLength: 3 }),
    fc.array(attribute, { maxLength: 4 }),
    maybe('datasheet', fc.webUrl()),
    maybe('drawing', fc.constant({ kind: 'driver', size: { diameter: 170 } })),
  )
  .map(([id, title, vendor, variants, attributes, ...more]) => ({
    id,
    slug: `p-${id}`,
    title,
    vendor,
    partNumber: title,
    summary: vendor,
    html: '<p>x</p>',
    crumbs: [{ path: 'a', name: 'A' }],
    tags: [title],
    options: [{ name: 'Size', values: ['S'] }],
    variants,
    pictures: [],
    attributes,
    generation: 4,
    ...Object.assign({}, ...more),
  })) as fc.Arbitrary<Product>;

it('gives every product back, over JSON, with a dictionary that grows between rows', () => {
  fc.assert(
    fc.property(fc.array(product, { maxLength: 8 }), fc.nat(3), (products, chunk) => {
      const encoder = new FeedEncoder();
      let words = EMPTY_DICTIONARY;
      const waiting: FeedRow[] = [];
      const back: Product[] = [];
      const send = () => {
        words = growDictionary(words, JSON.parse(JSON.stringify(encoder.take())) as typeof words);
        for (const row of JSON.parse(JSON.stringify(waiting.splice(0))) as FeedRow[])
          if (!isTombstone(row)) back.push(decodeFeedRow(row, words, [{ path: 'a', name: 'A' }]));
      };
      for (const one of products) {
        waiting.push(encoder.encode(one));
        if (waiting.length > chunk) send();
      }
      send();
      expect(back).toEqual(JSON.parse(JSON.stringify(products)));
    }),
  );
});

it('gives every row back from a page, tombstones among them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(product, fc.boolean()), { maxLength: 12 }), (some) => {
      const encoder = new FeedEncoder();
      const rows = some.map(([one, isGone]): FeedRow => (isGone ? [one.id] : encoder.encode(one)));
      const sent = JSON.parse(JSON.stringify(packPage(rows))) as FeedPage;
      expect(JSON.parse(JSON.stringify(unpackPage(sent)))).toEqual(JSON.parse(JSON.stringify(rows)));
    }),
  );
});

it('fills in what was written short, marks of its own included', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('8Ω', '8', 'a', ' ', '\ue000', '\ue001', '\uefff', '\uf000', '$&')),
      (parts) => {
        const text = parts.join('');
        const texts = ['8Ω', 'a ', '\ue001', '$&'];
        expect(fillSummary(shortSummary(text, texts), texts)).toBe(text);
        expect(fillTitle(shortTitle(text, parts[0] ?? ''), parts[0] ?? '')).toBe(text);
      },
    ),
  );
});

it('knows a tombstone, and refuses words it does not know', () => {
  expect(isTombstone([7])).toBe(true);
  const row = new FeedEncoder().encode({
    id: 1,
    slug: 's',
    title: 't',
    vendor: 'v',
    partNumber: '',
    summary: '',
    html: '',
    crumbs: [],
    tags: [],
    options: [],
    variants: [],
    pictures: [],
    attributes: [],
    generation: 1,
  });
  expect(() => decodeFeedRow(row as Exclude<FeedRow, readonly [number]>, EMPTY_DICTIONARY, [])).toThrow(
    RangeError,
  );
});
