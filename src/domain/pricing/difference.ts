/** What may differ from what a shopper confirmed, and how each difference is said. Nothing is ever changed silently. */
import type { VariantId } from '#domain/catalog/product.ts';
import { formatMicro, formatMinor, type Currency, type Micro, type Minor } from '#domain/money/money.ts';
import type { CouponRefusal } from './quote.ts';

/** A line that cannot be bought as asked for. */
export type LineTrouble =
  | { readonly kind: 'withdrawn'; readonly variant: VariantId; readonly title: string }
  | {
      readonly kind: 'out-of-stock';
      readonly variant: VariantId;
      readonly title: string;
      readonly wanted: number;
      readonly available: number;
    }
  | {
      readonly kind: 'quantity';
      readonly variant: VariantId;
      readonly title: string;
      readonly wanted: number;
      readonly allowed: number;
    };

/** One thing that is not as the shopper confirmed it. */
export type Difference =
  | LineTrouble
  | {
      readonly kind: 'price';
      readonly variant: VariantId;
      readonly title: string;
      readonly was: Micro;
      readonly now: Micro;
    }
  | { readonly kind: 'coupon'; readonly code: string; readonly reason: CouponRefusal }
  | {
      readonly kind: 'shipping';
      readonly method: string;
      readonly was: Minor;
      /** Absent: this method does not reach the address. */
      readonly now?: Minor;
    }
  | { readonly kind: 'tax'; readonly was: Minor; readonly now: Minor }
  | { readonly kind: 'total'; readonly was: Minor; readonly now: Minor }
  | { readonly kind: 'currency'; readonly was: string; readonly now: string }
  | {
      readonly kind: 'already-ordered';
      readonly number: string;
      /** Server time of that order, and how long before this answer that was. */
      readonly at: number;
      readonly ago: number;
    };

const COUPONS: Readonly<Record<CouponRefusal, string>> = {
  unknown: 'we do not know this code',
  expired: 'it is no longer valid',
  'not-yet': 'it is not valid yet',
  minimum: 'the goods are below its minimum',
  'used-up': 'it has been used up',
  'used-by-you': 'you have used it already',
  'not-combinable': 'it does not go with the other codes',
  'no-effect': 'it takes nothing off this order',
};

export function couponWords(reason: CouponRefusal): string {
  return COUPONS[reason];
}

/** One sentence for a difference. */
export function differenceWords(difference: Difference, currency: Currency): string {
  switch (difference.kind) {
    case 'withdrawn':
      return `${difference.title || 'One part'} is no longer sold. It is not in the total below.`;
    case 'out-of-stock':
      return difference.available > 0
        ? `Only ${count(difference.available)} of ${count(difference.wanted)} × ${difference.title} are left. The total below is for ${count(difference.available)}.`
        : `${difference.title} is sold out. It is not in the total below.`;
    case 'quantity':
      return `${difference.title} is sold in other quantities: ${count(difference.allowed)} in place of ${count(difference.wanted)}.`;
    case 'price':
      return `${difference.title} now costs ${formatMicro(difference.now, currency)} each, it was ${formatMicro(difference.was, currency)}.`;
    case 'coupon':
      return `Code ${difference.code} is left out: ${couponWords(difference.reason)}.`;
    case 'shipping':
      return difference.now === undefined
        ? 'This delivery does not reach your address. Please choose another.'
        : `Delivery now costs ${formatMinor(difference.now, currency)}, it was ${formatMinor(difference.was, currency)}.`;
    case 'tax':
      return `Tax is now ${formatMinor(difference.now, currency)}, it was ${formatMinor(difference.was, currency)}.`;
    case 'total':
      return `The total is now ${formatMinor(difference.now, currency)}, it was ${formatMinor(difference.was, currency)}.`;
    case 'currency':
      return `Prices are now in ${difference.now}, they were in ${difference.was}.`;
    case 'already-ordered':
      return `You ordered these ${agoWords(difference.ago)} (order ${difference.number}). Order them once more?`;
  }
}

function agoWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 1) return 'a moment ago';
  if (minutes < 120) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours ago` : `${Math.round(hours / 24)} days ago`;
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
