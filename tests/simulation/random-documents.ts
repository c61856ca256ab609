/** Small random corpora and requests for the search engine: few words and values, so that everything collides. */
import fc from 'fast-check';
import type { Attribute, StockState } from '#domain/catalog/product.ts';
import type { SearchDocument } from '#domain/search/document.ts';
import { parseRequest, type SearchRequest } from '#domain/search/request.ts';

/** No word begins another or comes within two edits of one. */
export const WORDS = ['woofer', 'tweeter', 'crossover', 'capacitor', 'magnet', 'ribbon', 'horn', 'cable'];
const CATEGORIES = ['drivers', 'drivers/woofers', 'drivers/tweeters', 'parts', 'parts/coils/air'];
const BRANDS = ['', 'Acme', 'Bolt & Nut', 'Çelik'];
const MATERIALS = ['paper', 'silk', '1..2', 'unknown'];
const NUMBERS = [0, 4, 8, 2.2e-6, 1000, -5, 0.1];
const STOCK: StockState[] = ['in', 'low', 'backorder', 'out'];

const attribute: fc.Arbitrary<Attribute> = fc.oneof(
  fc.constantFrom(...MATERIALS).map((text) => ({ key: 'material', label: 'Material', text })),
  fc
    .tuple(fc.constantFrom(...NUMBERS), fc.option(fc.constantFrom(2000, 9), { nil: undefined }))
    .map(([value, upper]) => ({
      key: 'size',
      label: 'Size',
      text: `${value}`,
      value,
      unit: 'Hz',
      ...(upper !== undefined && { upper }),
    })),
  fc.constantFrom(...NUMBERS).map((value) => ({ key: 'mass', label: 'Mass', text: `${value}`, value })),
  fc.constant<Attribute>({ key: 'mass', label: 'Mass', text: 'light' }),
);

const offer = fc.record({
  unitPrice: fc.integer({ min: 0, max: 5_000_000 }),
  breaks: fc
    .uniqueArray(fc.integer({ min: 2, max: 200 }), { maxLength: 3 })
    .map((froms) =>
      froms.sort((a, b) => a - b).map((from) => ({ from, unitPrice: 4_000_000 - from * 1000 })),
    ),
});

const oneDocument = fc.record({
  title: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
  vendor: fc.constantFrom(...BRANDS),
  codes: fc.array(fc.constantFrom('AB-1234', 'xz99', 'RSM120040W', '0603'), { maxLength: 2 }),
  path: fc.constantFrom(...CATEGORIES),
  tags: fc.array(fc.constantFrom(...WORDS), { maxLength: 1 }),
  text: fc.array(fc.constantFrom(...WORDS), { maxLength: 5 }).map((words) => words.join(' ')),
  attributes: fc.array(attribute, { maxLength: 4 }),
  offers: fc.array(offer, { maxLength: 2 }),
  stock: fc.constantFrom(...STOCK),
});

/** Documents with ids from 1, not in order. */
export const documents: fc.Arbitrary<SearchDocument[]> = fc
  .array(oneDocument, { maxLength: 40, size: 'large' })
  .map((all) =>
    all.map(({ path, ...document }, i) => ({
      ...document,
      id: ((i * 7) % all.length) + (all.length % 7 === 0 ? i * 1000 : 1),
      crumbs: crumbsOf(path),
    })),
  );

function crumbsOf(path: string) {
  const steps = path.split('/');
  return steps.map((name, i) => ({ path: steps.slice(0, i + 1).join('/'), name: name.toUpperCase() }));
}

const pair = (name: string, ...values: string[]) =>
  fc.constantFrom(...values).map((value): [string, string] => [name, value]);

export const filters: fc.Arbitrary<[string, string][]> = fc.array(
  fc.oneof(
    pair('c', 'drivers', 'drivers/woofers', 'parts', 'parts/coils', 'nothing'),
    pair('brand', 'Acme', 'Bolt & Nut', 'Nobody'),
    pair('price', '0..1', '2..', '..0.5'),
    pair('stock', 'in'),
    pair('a.material', 'paper', '=1..2', '=unknown', 'unknown', '1..2'),
    pair('a.size', '0..8', '2.2e-6..2.2e-6', '..1', 'unknown', '900..'),
    pair('a.mass', '4..4', 'light', 'unknown'),
    pair('sort', 'price', '-price', 'stock', 'a.size', '-a.size', 'a.mass'),
    pair('n', '1', '50', '300'),
    pair('page', '1', '2', '9'),
  ),
  { maxLength: 5 },
);

/** Requests with words of the corpus, and some that are nearly words. */
export const requests: fc.Arbitrary<SearchRequest> = fc
  .tuple(
    filters,
    fc.array(
      fc.constantFrom(
        ...WORDS,
        'woofr',
        'twe',
        'capacitro',
        'crossovers',
        'ab1234',
        '120040w',
        'wooferhorn',
        'zzz',
      ),
      { maxLength: 4 },
    ),
  )
  .map(([pairs, words]) => parseRequest([...pairs, ['q', words.join(' ')], ['explain', '']]));
