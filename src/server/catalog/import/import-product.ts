/** What every import format, and the demo shop, hands to staging: one product in the merchant's words, prices already in micro-units. */
import type { Product, Variant } from '#domain/catalog/product.ts';
import type { SalePrice } from '#domain/catalog/sale-price.ts';

/**
 * `lowAt` of stock nobody counts ("in stock", "not tracked"): it is always for sale and never low.
 * Goes with `backorder: true`, so that selling below zero is allowed.
 */
export const UNCOUNTED = -9_999_999_999;

/** A variant as a shopper will see it, without what the shop gives it, and with what only the shop knows. */
export interface ImportVariant extends Omit<Variant, 'id' | 'stock' | 'saleUntil'> {
  /** Absent: the file is silent about a sale and what stands stays; "none": there is none. */
  readonly sale?: SalePrice | 'none';
  /** Absent: the file says nothing of stock and what stands stays. */
  readonly onHand?: number;
  readonly lowAt?: number;
  readonly backorder: boolean;
}

/** What a product keeps of a file as it stands there; `html` is the merchant's own until staging sanitises it. */
type Kept = Omit<Product, 'id' | 'slug' | 'crumbs' | 'variants' | 'pictures' | 'generation'>;

export interface ImportProduct extends Kept {
  /** Unique within its source: handle, id or SKU. */
  readonly key: string;
  /** Slug wished for; made from the title when absent, made unique when taken. */
  readonly slug?: string;
  /** Names of the home category, outermost first; empty lands in "Other". */
  readonly category: readonly string[];
  readonly variants: readonly ImportVariant[];
  readonly pictures: readonly { readonly address: string; readonly alt: string }[];
  readonly onSale: boolean;
  /** Where it stood in the file, for reports. */
  readonly line?: number;
}

/** A row, or a cell of it, that could not be taken. */
export interface Refusal {
  readonly line: number;
  readonly column?: string;
  readonly reason: string;
  /** What the merchant can do about it. */
  readonly remedy: string;
}

/** What a format yields while it reads: products, refused rows, and notes ("column X is left"). */
export type ImportItem =
  | { readonly kind: 'product'; readonly product: ImportProduct }
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | { readonly kind: 'note'; readonly text: string };
