/**
 * Documents into a segment: the bytes that server and device open and ask.
 * A segment depends on its documents alone, not on their order nor on the rest of the catalog.
 */
import type { StockState } from '#domain/catalog/product.ts';
import type { SearchDocument } from '../document.ts';
import { ByteWriter, utf8 } from './bytes.ts';
import { ColumnsWriter, type ColumnHead } from './columns.ts';
import { joinParts } from './container.ts';
import { invert } from './invert.ts';
import { writePrices } from './prices.ts';

export const STOCK_STATES: readonly StockState[] = ['in', 'low', 'backorder', 'out'];

/** What a segment says of itself in words. */
export interface SegmentMeta {
  readonly size: number;
  readonly terms: number;
  /** Home categories and their ancestors: path and name, by path. */
  readonly categories: readonly (readonly [path: string, name: string])[];
  readonly brands: readonly string[];
  readonly columns: readonly ColumnHead[];
}

/** Throws RangeError where an id does not fit 32 bits or comes twice. */
export function buildSegment(documents: readonly SearchDocument[]): ArrayBuffer {
  const sorted = [...documents].sort(compareDocuments);
  checkIds(sorted);
  const categories = categoriesOf(sorted);
  const places = new Map(categories.map(([path], i) => [path, i]));
  const brands = [...new Set(sorted.map((document) => document.vendor))].sort();
  const brandCodes = new Map(brands.map((brand, i) => [brand, i]));
  const columns = new ColumnsWriter();
  const offers = { steps: new ByteWriter(), prices: new ByteWriter() };
  sorted.forEach((document, doc) => {
    columns.add(doc, document.attributes);
    writePrices(document.offers, offers);
  });
  const { heads, bytes: attributes } = columns.done();
  const { dictionary, postings } = invert(sorted);
  const meta: SegmentMeta = {
    size: sorted.length,
    terms: dictionary.size,
    categories,
    brands,
    columns: heads,
  };
  return joinParts({
    meta: utf8.write.encode(JSON.stringify(meta)),
    ids: words(sorted.map((document) => document.id)),
    categories: words(sorted.map((document) => places.get(homeOf(document))!)),
    brands: words(sorted.map((document) => brandCodes.get(document.vendor)!)),
    stock: Uint8Array.from(sorted, (document) => STOCK_STATES.indexOf(document.stock)),
    steps: offers.steps.done(),
    prices: offers.prices.done(),
    termBlocks: words(dictionary.blocks),
    terms: dictionary.bytes,
    postingBlocks: words(dictionary.postingBlocks),
    postings: postings.docs,
    impactBlocks: words(dictionary.impactBlocks),
    impacts: postings.impacts,
    attributes,
  });
}

function homeOf(document: SearchDocument): string {
  return document.crumbs.at(-1)?.path ?? '';
}

/** Alike products lie together: their numbers are close, and close numbers are short. */
function compareDocuments(a: SearchDocument, b: SearchDocument): number {
  return order(homeOf(a), homeOf(b)) || order(a.vendor, b.vendor) || order(a.title, b.title) || a.id - b.id;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function checkIds(documents: readonly SearchDocument[]): void {
  const seen = new Set<number>();
  for (const { id } of documents) {
    if (!Number.isInteger(id) || id < 0 || id > 0xffff_ffff)
      throw new RangeError(`Product id ${id} does not fit 32 bits.`);
    if (seen.has(id)) throw new RangeError(`Product ${id} comes twice.`);
    seen.add(id);
  }
}

function categoriesOf(documents: readonly SearchDocument[]): [string, string][] {
  const names = new Map<string, string>([['', '']]);
  for (const { crumbs } of documents) for (const { path, name } of crumbs) names.set(path, name);
  return [...names].sort(([a], [b]) => order(a, b));
}

function words(values: ArrayLike<number>): Uint8Array {
  return new Uint8Array(Uint32Array.from(values).buffer);
}
