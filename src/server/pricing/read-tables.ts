/** Judges delivery tables, tax tables and coupons that a merchant hands in as JSON, before they come into force. */
import * as v from 'valibot';
import type { Coupon, DeliveryTable, TaxTable } from '#domain/pricing/tables.ts';
import { fieldErrors } from '#protocol/field-errors.ts';

const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const minor = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const millionths = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const country = v.pipe(
  v.string(),
  v.regex(/^([A-Z]{2}|\*)$/, 'must be a country code like DE, or * for everywhere'),
);

const deliverySchema = v.object({
  unknownWeight: minor,
  zones: v.pipe(
    v.array(
      v.object({
        name: text,
        countries: v.pipe(v.array(country), v.minLength(1)),
        regions: v.optional(v.array(text)),
        postalCodes: v.optional(v.array(text)),
        methods: v.array(
          v.object({
            id: v.pipe(
              v.string(),
              v.regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be a short word in small letters'),
            ),
            name: text,
            about: v.string(),
            isCollection: v.optional(v.boolean()),
            freeFrom: v.optional(minor),
            rates: v.pipe(
              v.array(
                v.object({ price: minor, upToWeight: v.optional(minor), upToValue: v.optional(minor) }),
              ),
              v.minLength(1),
            ),
          }),
        ),
      }),
    ),
    v.minLength(1),
  ),
});

const taxSchema = v.object({
  source: text,
  pricesIncludeTax: v.boolean(),
  rates: v.array(
    v.object({
      name: text,
      country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'must be a country code like DE')),
      region: v.optional(text),
      class: v.optional(text),
      rate: millionths,
      onDelivery: v.boolean(),
    }),
  ),
  classes: v.optional(v.record(v.string(), text), {}),
});

const terms = {
  code: v.pipe(
    v.string(),
    v.trim(),
    v.toUpperCase(),
    v.regex(/^[A-Z0-9_-]{1,40}$/, 'letters, digits, - and _ only'),
  ),
  name: text,
  minimum: v.optional(minor, 0),
  from: v.optional(minor),
  until: v.optional(minor),
  limit: v.optional(minor),
  perCustomer: v.optional(minor),
  combines: v.optional(v.boolean(), false),
};
const couponsSchema = v.array(
  v.variant('kind', [
    v.object({ ...terms, kind: v.literal('percent'), value: millionths }),
    v.object({ ...terms, kind: v.literal('amount'), value: minor }),
    v.object({ ...terms, kind: v.literal('free-delivery') }),
  ]),
);

export type ReadTable<T> =
  | { readonly ok: true; readonly table: T }
  | { readonly ok: false; readonly reason: 'wrong'; readonly faults: readonly string[] };

export const readDeliveryTable = (json: unknown) => read<DeliveryTable>(deliverySchema, json);
export const readTaxTable = (json: unknown) => read<TaxTable>(taxSchema, json);
export const readCoupons = (json: unknown) => read<readonly Coupon[]>(couponsSchema, json);

function read<T>(schema: v.GenericSchema<unknown, unknown>, json: unknown): ReadTable<T> {
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return { ok: true, table: parsed.output as T };
  const faults = fieldErrors(parsed.issues).map(({ field, message }) => `${field || 'the file'}: ${message}`);
  return { ok: false, reason: 'wrong', faults };
}
