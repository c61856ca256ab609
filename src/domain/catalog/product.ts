/** The catalog's nouns, as server, device and page all speak of them. Plain data: JSON in, JSON out. */
import type { Micro } from '#domain/money/money.ts';

/** Random 40-bit integer given by the server, never reused. */
export type VariantId = number;

/** One typed property: the text as the maker wrote it, and its number in SI base units where it has one. */
export interface Attribute {
  /** Stable name for addresses and columns, kebab-case: "resonance-fs". */
  readonly key: string;
  /** As shown: "Resonance, Fs". */
  readonly label: string;
  /** As written: "2.2 µF". Never changed. Empty means unknown. */
  readonly text: string;
  /** The number in SI base units (2.2e-6); absent where the text is no number. */
  readonly value?: number;
  /** Upper end where the text is a range ("2.5V~5.5V"); `value` is then the lower end. */
  readonly upper?: number;
  /** SI symbol of `value`: "F", "Hz", "Ω", "m3", "m" or "" for a bare number. */
  readonly unit?: string;
}

export interface PriceBreak {
  /** Least quantity this price holds for. */
  readonly from: number;
  readonly unitPrice: Micro;
}

/** What a page may say of stock without asking: it changes the generation; exact counts never do. */
export type StockState = 'in' | 'low' | 'out' | 'backorder';

export interface Variant {
  readonly id: VariantId;
  readonly sku: string;
  readonly barcode?: string;
  /** One value per `Product.options`, same order; empty when the product has no options. */
  readonly options: readonly string[];
  /** Price of one, at the smallest quantity. */
  readonly unitPrice: Micro;
  /** Former or list price, when higher than `unitPrice`. */
  readonly compareAt?: Micro;
  /** `unitPrice` is a sale price that ends at this moment (UTC milliseconds). */
  readonly saleUntil?: number;
  /** Rising by `from`; the first one's `from` is above `minimum`. Empty: one price for all quantities. */
  readonly breaks: readonly PriceBreak[];
  readonly minimum: number;
  readonly multiple: number;
  readonly stock: StockState;
  /** Grams, where known. */
  readonly weight?: number;
}

export interface Picture {
  /** Same-origin address. */
  readonly src: string;
  readonly alt: string;
  /** CSS pixels of the largest size; the page reserves the room. */
  readonly width: number;
  readonly height: number;
  /** Other sizes, "src width" pairs for srcset, where they exist. */
  readonly sizes?: readonly { readonly src: string; readonly width: number }[];
}

/** A scale drawing our own renderer can draw (see ui/drawings); numbers in millimetres. */
export interface Drawing {
  readonly kind: string;
  readonly size: Readonly<Record<string, number>>;
}

export interface Option {
  readonly name: string;
  readonly values: readonly string[];
}

export interface Crumb {
  /** Category path, "drivers/midwoofers". */
  readonly path: string;
  readonly name: string;
}

export interface Product {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly vendor: string;
  /** Maker's part number, "" where there is none. */
  readonly partNumber: string;
  /** One or two plain sentences. */
  readonly summary: string;
  /** Sanitised HTML. */
  readonly html: string;
  /** Home category and its ancestors, outermost first. */
  readonly crumbs: readonly Crumb[];
  readonly tags: readonly string[];
  readonly options: readonly Option[];
  readonly variants: readonly Variant[];
  readonly pictures: readonly Picture[];
  readonly drawing?: Drawing;
  /** Link to the maker's datasheet (https or same-origin), as the merchant gave it. */
  readonly datasheet?: string;
  readonly attributes: readonly Attribute[];
  /** The generation that last changed this product. */
  readonly generation: number;
}

/** What a list shows of a product. */
export interface ProductCard {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly vendor: string;
  readonly partNumber: string;
  readonly category: string;
  /** The variant "Add to cart" takes from a list; absent when options must be chosen first. */
  readonly variant?: Variant;
  /** Lowest and highest single-piece price over the variants. */
  readonly priceFrom: Micro;
  readonly priceTo: Micro;
  readonly stock: StockState;
  readonly picture?: Picture;
  readonly drawing?: Drawing;
  /** The four attributes a list shows for this kind of part, as the maker wrote them. */
  readonly facts: readonly Pick<Attribute, 'label' | 'text'>[];
}

export interface Category {
  readonly id: number;
  readonly path: string;
  readonly name: string;
  /** Path of the parent, "" at the top. */
  readonly parent: string;
  /** On-sale products in it and below it. */
  readonly products: number;
}
