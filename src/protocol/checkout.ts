/**
 * Checkout, as device and server speak of it: POST /api/quote, POST /api/checkout, GET and DELETE /api/checkout/<id>.
 * The intent is the treaty's: immutable, sent byte for byte until it is answered.
 */
import * as v from 'valibot';
import { isCountry } from '#domain/checkout/country-codes.ts';
import { addressGaps } from '#domain/places/address-needs.ts';
import type { Difference, LineTrouble } from '#domain/pricing/difference.ts';
import type { Quote } from '#domain/pricing/quote.ts';
import type { PaymentChoice } from '#domain/pricing/payment-choice.ts';
import { CHECKOUT_VERSION } from './checkout-version.ts';
import type { Problem } from './problems.ts';

export const POLICY_VERSION = '2026-11';

const whole = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));
// Control characters have no place in a name or an address and would be dangerous in a letter's header.
const line = (most: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.maxLength(most, `Please use at most ${most} characters.`),
    v.regex(
      /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/,
      'Please leave out line breaks and control characters.',
    ),
  );
const filled = (most: number, message: string) => v.pipe(line(most), v.minLength(1, message));

/** 128 random bits, base64url without padding. */
export const id128 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/, 'Must be 128 bits as base64url.'));
const variantId = whole(0, 2 ** 40 - 1);
const quantity = whole(1, 9_999_999);
const coupon = v.pipe(v.string(), v.trim(), v.toUpperCase(), v.minLength(1), v.maxLength(40));
// A code given twice is one code: an order uses it once.
const coupons = v.pipe(
  v.array(coupon),
  v.maxLength(5, 'At most five codes go together.'),
  v.transform((codes) => [...new Set(codes)]),
);
const country = v.pipe(v.string(), v.trim(), v.toUpperCase(), v.check(isCountry, 'Please choose a country.'));

export const addressSchema = v.pipe(
  v.object({
    street: filled(200, 'Please give the street and house number.'),
    city: filled(100, 'Please give the city.'),
    postalCode: v.optional(line(20), ''),
    /** State or province, as written: "CA". */
    region: v.optional(line(60), ''),
    country,
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const address = dataset.value;
    for (const { field: key, message } of addressGaps(address)) {
      const value = address[key];
      addIssue({ message, path: [{ type: 'object', origin: 'value', input: address, key, value }] });
    }
  }),
);

export const contactSchema = v.object({
  email: v.pipe(
    filled(254, 'Please give your email address.'),
    v.regex(
      /^[^\s@<>()[\],;:"\\]+@[^\s@.<>()[\],;:"\\]+(\.[^\s@.<>()[\],;:"\\]+)*$/,
      'This does not look like an email address, like name@example.org.',
    ),
  ),
  name: filled(120, 'Please give your name.'),
  phone: v.optional(line(40), ''),
  address: addressSchema,
});

export const intentSchema = v.object({
  v: v.literal(CHECKOUT_VERSION),
  checkoutId: id128,
  guestToken: id128,
  lines: v.pipe(
    v.array(
      v.object({
        variant: variantId,
        n: quantity,
        /** Micro-units, as confirmed by the shopper. */
        unitPrice: whole(0),
        note: v.optional(line(500), ''),
      }),
    ),
    v.minLength(1, 'There is nothing to order.'),
    v.maxLength(500, 'At most 500 lines go into one order.'),
  ),
  /** Every live dot of these variants when Place order was pressed. */
  dots: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,24}$/))), v.maxLength(500)),
  shipping: v.object({ method: filled(40, 'Please choose a delivery.'), price: whole(0) }),
  coupon: v.optional(coupons, []),
  tax: whole(0),
  total: whole(0),
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  quoteId: v.optional(id128),
  /** The shopper was told that some of this was ordered already, and wants it once more. */
  again: v.optional(v.boolean(), false),
  policyVersion: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  contact: contactSchema,
  /** The device's clock: shown to people, decides nothing. */
  createdAt: whole(0),
  /** How it will be paid; the order exists first. */
  payment: v.optional(v.pipe(v.string(), v.regex(/^[a-z][a-z-]{1,30}$/)), 'invoice'),
});

export type Address = v.InferOutput<typeof addressSchema>;
export type Contact = v.InferOutput<typeof contactSchema>;
export type Intent = v.InferOutput<typeof intentSchema>;
export type IntentInput = v.InferInput<typeof intentSchema>;

export const quoteRequestSchema = v.object({
  v: v.literal(CHECKOUT_VERSION),
  lines: v.pipe(v.array(v.object({ variant: variantId, n: quantity })), v.minLength(1), v.maxLength(500)),
  /** Absent: the shop's own country. */
  destination: v.optional(
    v.object({ country, region: v.optional(line(60), ''), postalCode: v.optional(line(20), '') }),
  ),
  /** Absent: the first choice offered. */
  shipping: v.optional(line(40)),
  coupon: v.optional(coupons, []),
  email: v.optional(line(254)),
});
export type QuoteRequest = v.InferOutput<typeof quoteRequestSchema>;
export type QuoteRequestInput = v.InferInput<typeof quoteRequestSchema>;

/** 200 of POST /api/quote. */
export interface QuoteAnswer {
  readonly v: 1;
  /** Absent: the device's own estimate. */
  readonly quoteId?: string;
  /** Server time; the quote holds until then. */
  readonly expiresAt: number;
  readonly at: number;
  readonly destination: { readonly country: string; readonly region: string; readonly postalCode: string };
  readonly quote: Quote;
  /** Variant -> product title and options, for the lines as shown. */
  readonly titles: Readonly<Record<string, { readonly title: string; readonly options: readonly string[] }>>;
  /** Lines that cannot be bought as asked; what cannot be had at all is not in the quote's sums. */
  readonly troubles: readonly LineTrouble[];
  readonly payments: readonly PaymentChoice[];
}

/** 201 of POST /api/checkout, and the same bytes for every repeat. */
export interface PlacedAnswer {
  readonly v: 1;
  readonly state: 'placed';
  readonly checkoutId: string;
  /** Like 7K2F-9QXD. */
  readonly number: string;
  /** Secret address of the order's page: "/orders/<secret>". */
  readonly link: string;
  readonly total: number;
  readonly currency: string;
  readonly placedAt: number;
  readonly payment: string;
}

/** 422 `changed` of POST /api/checkout. */
export interface ChangedProblem extends Problem {
  readonly checkoutId: string;
  readonly differences: readonly Difference[];
  /** Absent where nothing is left to buy. */
  readonly quote?: QuoteAnswer;
}

/** 200 of GET and DELETE /api/checkout/<id>. */
export type CheckoutStatus =
  | { readonly v: 1; readonly checkoutId: string; readonly state: 'none' | 'cancelled' }
  | {
      readonly v: 1;
      readonly checkoutId: string;
      readonly state: 'placed';
      readonly placed: PlacedAnswer;
    }
  | {
      readonly v: 1;
      readonly checkoutId: string;
      readonly state: 'attention';
      readonly problem: ChangedProblem;
    };
