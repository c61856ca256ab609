/**
 * Rows of a feed, some hundred at a time, turned on their side for the wire: one column per field, so that what repeats
 * from product to product stands once. The promise: unpackPage(packPage(rows)) equals the rows.
 *
 * - A column that repeats is its distinct values and a place for each row; all alike, it is one value.
 * - What other fields tell is left out: a slug made of title, part number or SKU; the part number within the title;
 *   attribute texts within the summary; the address before a datasheet's last part.
 * - Attributes are columns of their own, one per index of the dictionary; prices are in the largest common power of ten.
 */
import { isTombstone, type FeedRow } from './feed.ts';
import {
  addressOf,
  fillSummary,
  fillTitle,
  partsOfAddress,
  slugFrom,
  shortSlug,
  shortSummary,
  shortTitle,
} from './feed-words.ts';
import { packColumn, packSteps, takeFrom, unpackColumn, unpackSteps, type Packed } from './packed-column.ts';

type ProductRow = Exclude<FeedRow, readonly [number]>;
type Variant = ProductRow[9][number];
type Attribute = ProductRow[13][number];

/** Ids as steps, places of tombstones, then a column per field; an attribute's column holds [text, value?, upper?]. */
export type FeedPage = readonly [
  ids: readonly number[],
  gone: readonly number[],
  slugs: Packed<string | number>,
  titles: Packed<string>,
  vendors: Packed<number>,
  partNumbers: Packed<string>,
  summaries: Packed<string>,
  /** html, tags, options, pictures, drawing. */
  rest: readonly [
    Packed<string>,
    Packed<ProductRow[7]>,
    Packed<ProductRow[8]>,
    Packed<ProductRow[10]>,
    Packed<ProductRow[11]>,
  ],
  datasheets: readonly [before: Packed<string | 0>, last: Packed<string>],
  attributes: readonly [
    lists: Packed<readonly number[]>,
    columns: readonly (readonly [index: number, Packed<Value>])[],
  ],
  generations: Packed<number>,
  variants: PackedVariants,
];

type Value = readonly [text: string, value?: number, upper?: number];

type PackedVariants = readonly [
  counts: Packed<number>,
  ids: readonly number[],
  skus: Packed<string>,
  /** Prices are whole multiples of this. */
  unit: number,
  prices: Packed<number>,
  breakQuantities: Packed<readonly number[]>,
  breakPrices: readonly number[],
  /** stock, minimum, multiple, options, compareAt, weight, barcode, saleUntil or 0. */
  others: readonly Packed<unknown>[],
];

/** Packs rows that ascend by id. */
export function packPage(rows: readonly FeedRow[]): FeedPage {
  const products = rows.filter((row): row is ProductRow => !isTombstone(row));
  const column = <T>(read: (row: ProductRow) => T) => packColumn(products.map(read));
  const sheets = products.map((row) => partsOfAddress(row[12]));
  return [
    packSteps(rows.map((row) => row[0])),
    rows.flatMap((row, place) => (isTombstone(row) ? [place] : [])),
    column((row) => shortSlug(row[1], wordsOf(row))),
    column((row) => shortTitle(row[2], row[4])),
    column((row) => row[3]),
    column((row) => row[4]),
    column((row) => shortSummary(row[5], textsOf(row[13]))),
    [
      column((row) => row[6]),
      column((row) => row[7]),
      column((row) => row[8]),
      column((row) => row[10]),
      column((row) => row[11]),
    ],
    [packColumn(sheets.map((sheet) => sheet[0])), packColumn(sheets.map((sheet) => sheet[1]))],
    packAttributes(products),
    column((row) => row[14]),
    packVariants(products),
  ];
}

/** The rows of a page, as they were. Throws RangeError on columns that do not fit together. */
export function unpackPage(page: FeedPage): FeedRow[] {
  const ids = unpackSteps(page[0]);
  const gone = new Set(page[1]);
  const n = ids.length - gone.size;
  const slugs = unpackColumn(page[2], n);
  const titles = unpackColumn(page[3], n);
  const vendors = unpackColumn(page[4], n);
  const partNumbers = unpackColumn(page[5], n);
  const summaries = unpackColumn(page[6], n);
  const [html, tags, options, pictures, drawings] = page[7];
  const rest = [
    unpackColumn(html, n),
    unpackColumn(tags, n),
    unpackColumn(options, n),
    unpackColumn(pictures, n),
    unpackColumn(drawings, n),
  ] as const;
  const before = unpackColumn(page[8][0], n);
  const last = unpackColumn(page[8][1], n);
  const attributes = unpackAttributes(page[9], n);
  const generations = unpackColumn(page[10], n);
  const variants = unpackVariants(page[11], n);
  let at = 0;
  return ids.map((id, place): FeedRow => {
    if (gone.has(place)) return [id];
    const i = at++;
    const partNumber = partNumbers[i]!;
    const title = fillTitle(titles[i]!, partNumber);
    const words = { title, partNumber, sku: variants[i]![0]?.[1] ?? '' };
    return [
      id,
      slugFrom(slugs[i]!, words),
      title,
      vendors[i]!,
      partNumber,
      fillSummary(summaries[i]!, textsOf(attributes[i]!)),
      rest[0][i]!,
      rest[1][i]!,
      rest[2][i]!,
      variants[i]!,
      rest[3][i]!,
      rest[4][i]!,
      addressOf(before[i]!, last[i]!),
      attributes[i]!,
      generations[i]!,
    ];
  });
}

function wordsOf(row: ProductRow): { title: string; partNumber: string; sku: string } {
  return { title: row[2], partNumber: row[4], sku: row[9][0]?.[1] ?? '' };
}

function textsOf(attributes: readonly Attribute[]): string[] {
  return attributes.map((attribute) => attribute[1]);
}

function packAttributes(rows: readonly ProductRow[]): FeedPage[9] {
  const columns = new Map<number, Value[]>();
  for (const row of rows)
    for (const [index, ...value] of row[13]) {
      const known = columns.get(index);
      if (known) known.push(value);
      else columns.set(index, [value]);
    }
  return [
    packColumn(rows.map((row) => row[13].map((attribute) => attribute[0]))),
    [...columns].map(([index, values]) => [index, packColumn(values)] as const),
  ];
}

function unpackAttributes([lists, columns]: FeedPage[9], rows: number): Attribute[][] {
  const all = unpackColumn(lists, rows);
  const sizes = new Map<number, number>();
  for (const list of all) for (const index of list) sizes.set(index, (sizes.get(index) ?? 0) + 1);
  const readers = new Map(
    columns.map(([index, packed]) => [index, takeFrom(unpackColumn(packed, sizes.get(index) ?? 0))] as const),
  );
  return all.map((list) =>
    list.map((index): Attribute => {
      const read = readers.get(index);
      if (!read) throw new RangeError(`attribute ${index} has no column`);
      return [index, ...read()];
    }),
  );
}

function packVariants(rows: readonly ProductRow[]): PackedVariants {
  const variants = rows.flatMap((row) => row[9]);
  const breaks = variants.map((variant) => (variant[7] === 0 ? [] : variant[7]));
  const prices = breaks.flatMap((list) => list.filter((_, i) => i % 2 === 1));
  const unit = commonPower([...variants.map((variant) => variant[2]), ...prices]);
  const others = [3, 4, 5, 6, 8, 9, 10, 11] as const;
  return [
    packColumn(rows.map((row) => row[9].length)),
    variants.map((variant) => variant[0]),
    packColumn(variants.map((variant) => variant[1])),
    unit,
    packColumn(variants.map((variant) => variant[2] / unit)),
    packColumn(breaks.map((list) => list.filter((_, i) => i % 2 === 0))),
    prices.map((price) => price / unit),
    others.map((field) =>
      packColumn<unknown>(variants.map((variant) => (variant[field] === undefined ? 0 : variant[field]))),
    ),
  ];
}

function unpackVariants(packed: PackedVariants, rows: number): Variant[][] {
  const [packedCounts, ids, packedSkus, unit, packedPrices, packedQuantities, breakPrices, packedOthers] =
    packed;
  const n = ids.length;
  const skus = unpackColumn(packedSkus, n);
  const prices = unpackColumn(packedPrices, n);
  const quantities = unpackColumn(packedQuantities, n);
  const others = packedOthers.map((column) => unpackColumn(column, n));
  const nextPrice = takeFrom(breakPrices);
  const next = takeFrom(
    ids.map((id, i): Variant => {
      const breaks = quantities[i]!.flatMap((from) => [from, nextPrice() * unit]);
      const [stock, minimum, multiple, options, compareAt, weight, barcode, saleUntil] = others.map(
        (column) => column[i],
      );
      const row = [
        id,
        skus[i]!,
        prices[i]! * unit,
        stock,
        minimum,
        multiple,
        options,
        breaks.length > 0 ? breaks : 0,
        compareAt,
        weight,
        barcode,
      ];
      return (saleUntil === 0 ? row : [...row, saleUntil]) as unknown as Variant;
    }),
  );
  return unpackColumn(packedCounts, rows).map((count) => Array.from({ length: count }, next));
}

/** The largest power of ten that divides all of them. */
function commonPower(values: readonly number[]): number {
  let unit = 1;
  while (unit < 1e6 && values.every((value) => value % (unit * 10) === 0)) unit *= 10;
  return unit;
}
