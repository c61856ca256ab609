/** A segment opened: views on its bytes. Columns and prices are read when first asked for and kept. */
import { noBits, setBit, type Bits } from './bits.ts';
import { utf8 } from './bytes.ts';
import type { SegmentMeta } from './build.ts';
import { readColumn, readColumnDocs, type Column } from './columns.ts';
import { splitParts } from './container.ts';
import type { Dictionary } from './dictionary.ts';
import type { Postings } from './postings.ts';
import { readPrices } from './prices.ts';

/** Quantities whose prices are kept. */
const KEPT_QUANTITIES = 4;
/** Keys whose products are kept as sets. */
const KEPT_KEYS = 300;

export interface Segment {
  readonly meta: SegmentMeta;
  readonly size: number;
  /** Product ids; products are numbered by their place here. */
  readonly ids: Uint32Array;
  /** Place of the home category in `meta.categories`. */
  readonly categories: Uint32Array;
  /** Place of the maker in `meta.brands`. */
  readonly brands: Uint32Array;
  /** Place in `STOCK_STATES`. */
  readonly stock: Uint8Array;
  readonly dictionary: Dictionary;
  readonly postings: Postings;
  /** The column at a place of `meta.columns`. */
  column(place: number): Column;
  /** For each product the places of the columns that state something of it. */
  stated(): Stated;
  /** The products that state anything under a key. */
  stating(key: string): Bits;
  /** Unit price in micro-units of each product at a quantity; NaN where nothing is offered. */
  prices(quantity: number): Float64Array;
}

/** The columns of product p are `columns[starts[p]]` to `columns[starts[p + 1] - 1]`. */
export interface Stated {
  readonly starts: Uint32Array;
  readonly columns: Uint16Array;
}

/** Throws `SegmentError` on bytes that are no segment of this version. */
export function openSegment(buffer: ArrayBuffer): Segment {
  const parts = splitParts(buffer);
  const meta = JSON.parse(utf8.read.decode(parts.meta)) as SegmentMeta;
  const columns: (Column | undefined)[] = [];
  const column = (place: number) => (columns[place] ??= readColumn(meta.columns[place]!, parts.attributes));
  let stated: Stated | undefined;
  const prices = new Map<number, Float64Array>();
  const keys = new Map<string, Bits>();
  return {
    meta,
    size: meta.size,
    ids: words(parts.ids),
    categories: words(parts.categories),
    brands: words(parts.brands),
    stock: parts.stock,
    dictionary: {
      size: meta.terms,
      bytes: parts.terms,
      blocks: words(parts.termBlocks),
      postingBlocks: words(parts.postingBlocks),
      impactBlocks: words(parts.impactBlocks),
    },
    postings: { docs: parts.postings, impacts: parts.impacts },
    column,
    stated: () => (stated ??= turnColumns(meta, parts.attributes)),
    stating: (key) => {
      let found = keys.get(key);
      if (!found) {
        if (keys.size >= KEPT_KEYS) keys.clear();
        found = noBits(meta.size);
        for (const [place, head] of meta.columns.entries())
          if (head.key === key) for (const doc of column(place).docs) setBit(found, doc);
        keys.set(key, found);
      }
      return found;
    },
    prices: (quantity) => {
      let found = prices.get(quantity);
      if (!found) {
        found = readPrices(parts, meta.size, quantity);
        const oldest = [...prices.keys()].find((kept) => kept !== 1);
        if (prices.size >= KEPT_QUANTITIES && oldest !== undefined) prices.delete(oldest);
        prices.set(quantity, found);
      }
      return found;
    },
  };
}

function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

/** Columns turned into a list per product, each column once. */
function turnColumns({ size, columns }: SegmentMeta, bytes: Uint8Array): Stated {
  const starts = new Uint32Array(size + 2);
  const docs = new Uint32Array(columns.reduce((most, head) => Math.max(most, head.entries), 0));
  for (const head of columns) {
    readColumnDocs(head, bytes, docs);
    for (let i = 0; i < head.entries; i++) if (i === 0 || docs[i] !== docs[i - 1]) starts[docs[i]! + 2]!++;
  }
  for (let doc = 2; doc < starts.length; doc++) starts[doc]! += starts[doc - 1]!;
  const places = new Uint16Array(starts[size + 1]!);
  columns.forEach((head, place) => {
    readColumnDocs(head, bytes, docs);
    for (let i = 0; i < head.entries; i++)
      if (i === 0 || docs[i] !== docs[i - 1]) places[starts[docs[i]! + 1]!++] = place;
  });
  return { starts: starts.subarray(0, size + 1), columns: places };
}
