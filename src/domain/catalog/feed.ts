/**
 * A product as one compact array, and back. Words that repeat within a category (makers, attributes with their labels
 * and units) stand once in a dictionary, which only grows: an index, once given, keeps its meaning.
 * The promise: decode(encode(product)) equals the product; crumbs come from the category.
 */
import type { Attribute, Crumb, Drawing, Option, Picture, Product, StockState, Variant } from './product.ts';

/** Words by index: `attributes` are [key, label, unit or 0]. A later dictionary of the same feed begins where the last one ended. */
export interface FeedDictionary {
  readonly vendors: readonly string[];
  readonly attributes: readonly (readonly [key: string, label: string, unit: string | 0])[];
}

/** 0 stands for "has none". A lone id is a tombstone: the product is no longer in this category. */
export type FeedRow =
  | readonly [id: number]
  | readonly [
      id: number,
      slug: string,
      title: string,
      vendor: number,
      partNumber: string,
      summary: string,
      html: string,
      tags: readonly string[],
      options: readonly Option[],
      variants: readonly FeedVariant[],
      pictures: readonly Picture[],
      drawing: Drawing | 0,
      datasheet: string | 0,
      /** [index, text, value?, upper?] each. */
      attributes: readonly FeedAttribute[],
      generation: number,
    ];

type FeedAttribute = readonly [index: number, text: string, value?: number, upper?: number];

type FeedVariantFacts = readonly [
  id: number,
  sku: string,
  unitPrice: number,
  stock: number,
  minimum: number,
  multiple: number,
  options: readonly string[] | 0,
  /** from, unitPrice, from, unitPrice... */
  breaks: readonly number[] | 0,
  compareAt: number | 0,
  weight: number | null,
  barcode: string | 0,
];

/** The end of a sale is left out where there is none; devices of before ignore it. */
type FeedVariant = readonly [...FeedVariantFacts, saleUntil?: number];

const STOCK: readonly StockState[] = ['in', 'low', 'out', 'backorder'];

/** Collects the dictionary while rows are encoded; `take` gives what is new since the last call. */
export class FeedEncoder {
  readonly #vendors = new Map<string, number>();
  readonly #attributes = new Map<string, readonly [number, string, string, string | 0]>();
  #taken = { vendors: 0, attributes: 0 };

  encode(product: Product): FeedRow {
    return [
      product.id,
      product.slug,
      product.title,
      indexOf(this.#vendors, product.vendor),
      product.partNumber,
      product.summary,
      product.html,
      product.tags,
      product.options,
      product.variants.map(encodeVariant),
      product.pictures,
      product.drawing ?? 0,
      product.datasheet ?? 0,
      product.attributes.map((attribute) => this.#attribute(attribute)),
      product.generation,
    ];
  }

  /** The words met since the last call, to be sent before the rows that use them. */
  take(): FeedDictionary {
    const vendors = [...this.#vendors.keys()].slice(this.#taken.vendors);
    const attributes = [...this.#attributes.values()]
      .slice(this.#taken.attributes)
      .map(([, key, label, unit]) => [key, label, unit] as const);
    this.#taken = { vendors: this.#vendors.size, attributes: this.#attributes.size };
    return { vendors, attributes };
  }

  #attribute({ key, label, text, value, upper, unit }: Attribute): FeedAttribute {
    const name = JSON.stringify([key, label, unit ?? 0]);
    let known = this.#attributes.get(name);
    if (!known) this.#attributes.set(name, (known = [this.#attributes.size, key, label, unit ?? 0]));
    if (value === undefined) return [known[0], text];
    return upper === undefined ? [known[0], text, value] : [known[0], text, value, upper];
  }
}

export const EMPTY_DICTIONARY: FeedDictionary = { vendors: [], attributes: [] };

/** The dictionary after a further head of the same feed. */
export function growDictionary(known: FeedDictionary, more: FeedDictionary): FeedDictionary {
  return {
    vendors: [...known.vendors, ...more.vendors],
    attributes: [...known.attributes, ...more.attributes],
  };
}

export function isTombstone(row: FeedRow): row is readonly [id: number] {
  return row.length === 1;
}

/** The product of a row. Throws RangeError on a row that its dictionary does not explain. */
export function decodeFeedRow(
  row: Exclude<FeedRow, readonly [number]>,
  words: FeedDictionary,
  crumbs: readonly Crumb[],
): Product {
  const vendor = words.vendors[row[3]];
  if (vendor === undefined)
    throw new RangeError(`product ${row[0]} names vendor ${row[3]}, which is unknown`);
  return {
    id: row[0],
    slug: row[1],
    title: row[2],
    vendor,
    partNumber: row[4],
    summary: row[5],
    html: row[6],
    crumbs,
    tags: row[7],
    options: row[8],
    variants: row[9].map(decodeVariant),
    pictures: row[10],
    ...(row[11] !== 0 && { drawing: row[11] }),
    ...(row[12] !== 0 && { datasheet: row[12] }),
    attributes: row[13].map((attribute) => decodeAttribute(attribute, words)),
    generation: row[14],
  };
}

function decodeAttribute([index, text, value, upper]: FeedAttribute, words: FeedDictionary): Attribute {
  const known = words.attributes[index];
  if (!known) throw new RangeError(`attribute ${index} is unknown`);
  const [key, label, unit] = known;
  return {
    key,
    label,
    text,
    ...(value !== undefined && { value }),
    ...(upper !== undefined && { upper }),
    ...(unit !== 0 && { unit }),
  };
}

function encodeVariant(variant: Variant): FeedVariant {
  const { saleUntil } = variant;
  const row: FeedVariantFacts = [
    variant.id,
    variant.sku,
    variant.unitPrice,
    STOCK.indexOf(variant.stock),
    variant.minimum,
    variant.multiple,
    variant.options.length > 0 ? variant.options : 0,
    variant.breaks.length > 0 ? variant.breaks.flatMap(({ from, unitPrice }) => [from, unitPrice]) : 0,
    variant.compareAt ?? 0,
    variant.weight ?? null,
    variant.barcode ?? 0,
  ];
  return saleUntil === undefined ? row : [...row, saleUntil];
}

function decodeVariant(row: FeedVariant): Variant {
  const [
    id,
    sku,
    unitPrice,
    stock,
    minimum,
    multiple,
    options,
    breaks,
    compareAt,
    weight,
    barcode,
    saleUntil,
  ] = row;
  const flat = breaks === 0 ? [] : breaks;
  return {
    id,
    sku,
    ...(barcode !== 0 && { barcode }),
    options: options === 0 ? [] : options,
    unitPrice,
    ...(compareAt !== 0 && { compareAt }),
    ...(saleUntil !== undefined && { saleUntil }),
    breaks: Array.from({ length: flat.length / 2 }, (_, i) => ({
      from: flat[2 * i]!,
      unitPrice: flat[2 * i + 1]!,
    })),
    minimum,
    multiple,
    stock: STOCK[stock] ?? 'out',
    ...(weight !== null && { weight }),
  };
}

function indexOf(words: Map<string, number>, word: string): number {
  let index = words.get(word);
  if (index === undefined) words.set(word, (index = words.size));
  return index;
}
