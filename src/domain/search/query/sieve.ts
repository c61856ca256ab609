/**
 * Filters as sets of products. Each filter is kept apart, so that the counts of one can be taken with all others on
 * and itself off: what a shopper sees beside a value is what they get by choosing it too.
 */
import { isWithin, type Bounds } from '../bounds.ts';
import type { AttributeFilter, SearchRequest } from '../request.ts';
import { intersect, noBits, setBit, type Bits } from '../segment/bits.ts';
import { STOCK_STATES } from '../segment/build.ts';
import type { Column } from '../segment/columns.ts';
import type { Segment } from '../segment/segment.ts';

/** One filter's products in one segment, under the name of what it filters. */
export interface Pass {
  readonly name: string;
  readonly bits: Bits;
}

/** Products left in one segment: as a set, and as a list. */
export interface Left {
  readonly bits: Bits;
  readonly members: Uint32Array;
}

/** Products in a category and below it; undefined for the whole shop. */
export function inCategory(segment: Segment, path: string): Bits | undefined {
  if (path === '') return undefined;
  const chosen = segment.meta.categories.map(([own]) => own === path || own.startsWith(`${path}/`));
  return withCode(segment.categories, chosen);
}

/** The passes of all filters but the category. */
export function passesOf(segment: Segment, request: SearchRequest): Pass[] {
  const passes: Pass[] = [];
  if (request.brands.length > 0) {
    const chosen = segment.meta.brands.map((brand) => request.brands.includes(brand));
    passes.push({ name: 'brand', bits: withCode(segment.brands, chosen) });
  }
  if (request.inStock) {
    const chosen = STOCK_STATES.map((state) => state === 'in' || state === 'low');
    passes.push({ name: 'stock', bits: withCode(segment.stock, chosen) });
  }
  if (request.price) {
    passes.push({ name: 'price', bits: withPrice(segment.prices(request.quantity), request.price) });
  }
  for (const filter of request.attributes)
    passes.push({ name: `a.${filter.key}`, bits: attributePass(segment, filter) });
  return passes;
}

/** What is left of `matched` when every filter but `except` holds. */
export function sift(matched: Bits, passes: readonly Pass[], except?: string): Bits {
  return intersect([matched, ...passes.filter((pass) => pass.name !== except).map((pass) => pass.bits)]);
}

function withCode(codes: Uint32Array | Uint8Array, chosen: readonly boolean[]): Bits {
  const bits = noBits(codes.length);
  const wanted = Uint8Array.from(chosen, Number);
  for (let doc = 0; doc < codes.length; doc++) if (wanted[codes[doc]!] === 1) setBit(bits, doc);
  return bits;
}

/** What has no price lies in no price range. */
function withPrice(prices: Float64Array, bounds: Bounds): Bits {
  const bits = noBits(prices.length);
  for (let doc = 0; doc < prices.length; doc++) {
    const price = prices[doc]!;
    if (!Number.isNaN(price) && isWithin(price, bounds)) setBit(bits, doc);
  }
  return bits;
}

function attributePass(segment: Segment, filter: AttributeFilter): Bits {
  const bits = noBits(segment.size);
  segment.meta.columns.forEach((head, place) => {
    if (head.key !== filter.key) return;
    const column = segment.column(place);
    if (head.unit === undefined) passWords(column, filter.values, bits);
    else for (const range of filter.ranges) passNumbers(column, range, bits);
  });
  if (filter.unknown) {
    const stating = segment.stating(filter.key);
    for (let i = 0; i < bits.length; i++) bits[i]! |= ~stating[i]!;
  }
  return bits;
}

function passWords(column: Column, values: readonly string[], bits: Bits): void {
  const chosen = column.words.map((word) => values.includes(word));
  column.codes.forEach((code, i) => {
    if (chosen[code]) setBit(bits, column.docs[i]!);
  });
}

/** A span passes where it meets the range. Bounds are compared as the column keeps its numbers: in 32 bits. */
function passNumbers({ docs, codes, uppers, numbers }: Column, range: Bounds, bits: Bits): void {
  const least = range.least === undefined ? -Infinity : Math.fround(range.least);
  const most = range.most === undefined ? Infinity : Math.fround(range.most);
  for (let i = 0; i < docs.length; i++)
    if (numbers[codes[i]!]! <= most && numbers[uppers[i]!]! >= least) setBit(bits, docs[i]!);
}
