/** What an order would cost now: lines, delivery, tax and coupons for an address, with an id that holds for some minutes. */
import * as v from 'valibot';
import type { LineTrouble } from '#domain/pricing/difference.ts';
import { quoteRequestSchema, type QuoteAnswer } from '#protocol/checkout.ts';
import type { FieldError } from '#protocol/problems.ts';
import { inCompany } from '#server/database/in-company.ts';
import { loadCoupons } from '#server/pricing/coupons.ts';
import { loadPricingTables } from '#server/pricing/pricing-tables.ts';
import type { Shop } from '#server/shop.ts';
import { drawUp } from './draw-up.ts';
import { fieldErrors } from '#protocol/field-errors.ts';
import { keepQuote } from './keep-quote.ts';
import { loadSellables } from './sellables.ts';

export type QuoteResult =
  | { readonly ok: true; readonly answer: QuoteAnswer }
  | { readonly ok: false; readonly reason: 'invalid'; readonly errors: readonly FieldError[] }
  | { readonly ok: false; readonly reason: 'nothing-left'; readonly troubles: readonly LineTrouble[] };

export async function makeQuote(shop: Shop, request: unknown): Promise<QuoteResult> {
  const parsed = v.safeParse(quoteRequestSchema, request);
  if (!parsed.success) return { ok: false, reason: 'invalid', errors: fieldErrors(parsed.issues) };
  const { lines, destination: given, shipping, coupon, email } = parsed.output;
  const destination = given ?? { country: shop.settings.COUNTRY, region: '', postalCode: '' };
  const at = shop.clock.now();
  const { read } = shop.database;
  const sellables = await loadSellables(
    read,
    lines.map((line) => line.variant),
  );
  const wish = {
    currency: shop.currency,
    lines,
    sellables,
    destination,
    coupons: await loadCoupons(read, coupon, email?.toLowerCase() ?? ''),
    tables: await loadPricingTables(shop, read),
    at,
  };
  let drawn = drawUp({ ...wish, ...(shipping !== undefined && { shipping }) });
  // A delivery that does not reach the new address gives way to the first that does.
  if (drawn.quote && !drawn.quote.delivery && drawn.quote.choices.length > 0) drawn = drawUp(wish);
  const { quote, troubles } = drawn;
  if (!quote) return { ok: false, reason: 'nothing-left', troubles };
  const answer = await inCompany(shop.database, (tx) =>
    keepQuote(shop, tx, { quote, troubles, destination, sellables, at }),
  );
  return { ok: true, answer };
}
