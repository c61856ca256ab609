/** What a quote says: every line explained, every part a whole number of minor units, and the parts sum to the total. */
import type { VariantId } from '#domain/catalog/product.ts';
import type { Currency, Micro, Minor } from '#domain/money/money.ts';

/** Why a piece costs what it costs. */
export type PriceReason =
  | { readonly rule: 'list' }
  | { readonly rule: 'break'; readonly from: number }
  | { readonly rule: 'sale'; /** Absent: no end is set. */ readonly until?: number };

export interface QuotedLine {
  readonly variant: VariantId;
  readonly n: number;
  readonly unitPrice: Micro;
  readonly because: PriceReason;
  /** n x unitPrice, rounded once. */
  readonly amount: Minor;
  /** This line's part of the coupons. */
  readonly discount: Minor;
  readonly taxClass: string;
  /** This line's part of the tax; already inside `amount` where prices include tax. */
  readonly tax: Minor;
}

export interface QuotedDelivery {
  readonly method: string;
  readonly name: string;
  readonly about: string;
  readonly isCollection: boolean;
  readonly zone: string;
  /** What it costs before a coupon frees it. */
  readonly fullPrice: Minor;
  readonly price: Minor;
  readonly because: 'rate' | 'free-from' | 'coupon' | 'collection';
  /** Goods value from which it is free, where there is such a value. */
  readonly freeFrom?: Minor;
  readonly tax: Minor;
}

/** One delivery a shopper may choose for this destination. */
export interface DeliveryChoice {
  readonly method: string;
  readonly name: string;
  readonly about: string;
  readonly isCollection: boolean;
  readonly price: Minor;
  readonly freeFrom?: Minor;
}

export interface QuotedTax {
  /** As the tax table names it: "CA sales tax", "MwSt. 19 %". */
  readonly name: string;
  /** Millionths: 8.875 % is 88,750. */
  readonly rate: number;
  readonly base: Minor;
  readonly amount: Minor;
}

export type CouponRefusal =
  'unknown' | 'expired' | 'not-yet' | 'minimum' | 'used-up' | 'used-by-you' | 'not-combinable' | 'no-effect';

export interface QuotedCoupon {
  readonly code: string;
  readonly name: string;
  /** What it takes off goods and delivery together; 0 when refused. */
  readonly amount: Minor;
  readonly refused?: CouponRefusal;
  /** Goods value still missing, where the minimum is the reason. */
  readonly missing?: Minor;
}

export interface Quote {
  readonly currency: Currency;
  readonly lines: readonly QuotedLine[];
  readonly subtotal: Minor;
  readonly coupons: readonly QuotedCoupon[];
  /** Off the goods; a freed delivery is in `delivery`. */
  readonly discount: Minor;
  /** Absent where nothing reaches the destination. */
  readonly delivery?: QuotedDelivery;
  readonly choices: readonly DeliveryChoice[];
  readonly shipping: Minor;
  readonly taxes: readonly QuotedTax[];
  readonly tax: Minor;
  readonly pricesIncludeTax: boolean;
  /** subtotal - discount + shipping (+ tax, unless prices include it). */
  readonly total: Minor;
}
