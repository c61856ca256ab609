/** What search knows of one product: taken from the product's own record, so that server and device index the same. */
import { bestStock } from '#domain/catalog/best-stock.ts';
import type { Attribute, Crumb, Option, PriceBreak, Product, StockState } from '#domain/catalog/product.ts';
import type { Micro } from '#domain/money/money.ts';

export interface SearchDocument {
  /** Product id, below 2^32. */
  readonly id: number;
  readonly title: string;
  readonly vendor: string;
  /** Part number, SKUs, barcodes: never read as measures. */
  readonly codes: readonly string[];
  /** Home category and its ancestors, outermost first. */
  readonly crumbs: readonly Crumb[];
  readonly tags: readonly string[];
  readonly text: string;
  readonly attributes: readonly Attribute[];
  /** One per variant on sale. */
  readonly offers: readonly { readonly unitPrice: Micro; readonly breaks: readonly PriceBreak[] }[];
  readonly stock: StockState;
}

/** The parts of a product that search reads; a device's record has them all. */
export type Searchable = Pick<
  Product,
  | 'id'
  | 'title'
  | 'vendor'
  | 'partNumber'
  | 'summary'
  | 'crumbs'
  | 'tags'
  | 'attributes'
  | 'options'
  | 'variants'
>;

/** The document of a product; its stock is the best of its variants. */
export function documentOf(product: Searchable): SearchDocument {
  const codes = [product.partNumber, ...product.variants.flatMap((v) => [v.sku, v.barcode ?? ''])];
  return {
    id: product.id,
    title: product.title,
    vendor: product.vendor,
    codes: [...new Set(codes)].filter((code) => code !== ''),
    crumbs: product.crumbs,
    tags: product.tags,
    text: product.summary,
    attributes: [...product.attributes, ...product.options.flatMap(choicesOf)],
    offers: product.variants.map(({ unitPrice, breaks }) => ({ unitPrice, breaks })),
    stock: bestStock(product.variants.map((variant) => variant.stock)),
  };
}

/** What a shopper may choose (colour, size) is searched and filtered like what is stated. */
function choicesOf({ name, values }: Option): Attribute[] {
  const key = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return key === '' ? [] : values.map((text) => ({ key, label: name, text }));
}
