/** What every import format, and the demo shop, hands to staging: one product in the merchant's words, prices already in micro-units. */
import type { Attribute, Drawing, Option, PriceBreak } from '#domain/catalog/product.ts';
import type { Micro } from '#domain/money/money.ts';

/**
 * `lowAt` of stock nobody counts ("in stock", "not tracked"): it is always for sale and never low.
 * Goes with `backorder: true`, so that selling below zero is allowed.
 */
export const UNCOUNTED = -9_999_999_999;

export interface ImportVariant {
  readonly sku: string;
  readonly barcode?: string;
  readonly options: readonly string[];
  readonly unitPrice: Micro;
  readonly compareAt?: Micro;
  readonly breaks: readonly PriceBreak[];
  readonly minimum: number;
  readonly multiple: number;
  /** Absent: the file says nothing of stock and what stands stays. */
  readonly onHand?: number;
  readonly lowAt?: number;
  readonly backorder: boolean;
  readonly weight?: number;
}

export interface ImportProduct {
  /** Unique within its source: handle, id or SKU. */
  readonly key: string;
  /** Slug wished for; made from the title when absent, made unique when taken. */
  readonly slug?: string;
  readonly title: string;
  readonly vendor: string;
  readonly partNumber: string;
  readonly summary: string;
  /** As the merchant wrote it; staging sanitises it. */
  readonly html: string;
  /** Names of the home category, outermost first; empty lands in "Other". */
  readonly category: readonly string[];
  readonly tags: readonly string[];
  readonly options: readonly Option[];
  readonly variants: readonly ImportVariant[];
  readonly pictures: readonly { readonly address: string; readonly alt: string }[];
  readonly drawing?: Drawing;
  readonly datasheet?: string;
  readonly attributes: readonly Attribute[];
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
