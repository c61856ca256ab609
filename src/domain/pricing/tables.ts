/** The plain tables a quote is made from. JSON in, JSON out; the device gets delivery and tax with the manifest, coupons never leave the server. */
import type { Minor } from '#domain/money/money.ts';

/** One step of a rate: the first whose limits all hold is the price. */
export interface DeliveryRate {
  /** Grams; absent: any weight. */
  readonly upToWeight?: number;
  /** Goods value after coupons; absent: any value. */
  readonly upToValue?: Minor;
  readonly price: Minor;
}

export interface DeliveryMethod {
  readonly id: string;
  readonly name: string;
  /** "2 to 4 working days". */
  readonly about: string;
  readonly isCollection?: boolean;
  readonly rates: readonly DeliveryRate[];
  /** Goods value after coupons from which it costs nothing. */
  readonly freeFrom?: Minor;
}

export interface DeliveryZone {
  readonly name: string;
  /** ISO 3166 codes; "*" is everywhere. */
  readonly countries: readonly string[];
  /** Only these regions of those countries. */
  readonly regions?: readonly string[];
  /** Only postal codes that begin so. */
  readonly postalCodes?: readonly string[];
  readonly methods: readonly DeliveryMethod[];
}

export interface DeliveryTable {
  /** The first zone that fits the address holds. */
  readonly zones: readonly DeliveryZone[];
  /** Grams counted for a piece whose weight is unknown. */
  readonly unknownWeight: number;
}

export interface TaxRate {
  readonly name: string;
  readonly country: string;
  readonly region?: string;
  /** Goods class it is for; "standard" when absent. */
  readonly class?: string;
  /** Millionths: 19 % is 190,000. */
  readonly rate: number;
  /** Whether delivery is taxed at this rate (that of the standard class). */
  readonly onDelivery: boolean;
}

export interface TaxTable {
  /** Where the table came from; samples say that the merchant must check them. */
  readonly source: string;
  readonly pricesIncludeTax: boolean;
  /** Every rate that fits country, region and class holds; a country may have several (state and city). */
  readonly rates: readonly TaxRate[];
  /** Category path -> class of the goods below it ("books" -> "reduced"); "exempt" is never taxed. */
  readonly classes: Readonly<Record<string, string>>;
}

interface CouponTerms {
  /** Upper case. */
  readonly code: string;
  readonly name: string;
  /** Least goods value before coupons. */
  readonly minimum: Minor;
  readonly from?: number;
  readonly until?: number;
  /** How many orders may use it, and how many of one customer. */
  readonly limit?: number;
  readonly perCustomer?: number;
  /** Whether it goes with other coupons; one that does not stands alone. */
  readonly combines: boolean;
}

export type Coupon = CouponTerms &
  (
    | { readonly kind: 'percent'; /** Millionths of the goods value. */ readonly value: number }
    | { readonly kind: 'amount'; readonly value: Minor }
    | { readonly kind: 'free-delivery' }
  );

/** A coupon code a shopper gave, with what the server knows of it; no coupon: nobody knows the code. */
export interface OfferedCoupon {
  readonly code: string;
  readonly coupon?: Coupon;
  readonly used: number;
  readonly usedByCustomer: number;
}

export interface Destination {
  readonly country: string;
  readonly region: string;
  readonly postalCode: string;
}

/** Deliveries and taxes of a shop that has not been told its own: one worldwide price, collection, no tax added. */
export function firstDelivery(minorPerMajor: number): DeliveryTable {
  const major = (n: number) => Math.round(n * minorPerMajor);
  return {
    unknownWeight: 50,
    zones: [
      {
        name: 'Everywhere',
        countries: ['*'],
        methods: [
          {
            id: 'standard',
            name: 'Standard delivery',
            about: '3 to 6 working days',
            rates: [{ upToWeight: 20_000, price: major(7.9) }, { price: major(24) }],
            freeFrom: major(250),
          },
          {
            id: 'express',
            name: 'Express',
            about: '1 to 2 working days',
            rates: [{ upToWeight: 5_000, price: major(19) }, { price: major(48) }],
          },
          {
            id: 'collection',
            name: 'Collection from the workshop',
            about: 'ready the next working day',
            isCollection: true,
            rates: [{ price: 0 }],
          },
        ],
      },
    ],
  };
}

export const NO_TAX: TaxTable = { source: 'none', pricesIncludeTax: true, rates: [], classes: {} };
