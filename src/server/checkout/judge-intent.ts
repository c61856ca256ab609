/** Compares an intent with the shop as it is in this transaction: the quote it will be charged by, or every difference at once. */
import type { Kysely } from 'kysely';
import type { Quote } from '#domain/pricing/quote.ts';
import type { OfferedCoupon } from '#domain/pricing/tables.ts';
import type { Difference } from '#domain/pricing/difference.ts';
import type { Intent, QuoteAnswer } from '#protocol/checkout.ts';
import type { Tables } from '#server/database/tables.ts';
import { loadCoupons } from '#server/pricing/coupons.ts';
import { loadPricingTables } from '#server/pricing/pricing-tables.ts';
import type { Shop } from '#server/shop.ts';
import { confirms, differencesOf } from './differences.ts';
import { drawUp, type DrawnUp } from './draw-up.ts';
import { keepQuote, loadQuote } from './keep-quote.ts';
import { alreadyOrdered } from './ordered-dots.ts';
import { loadSellables, type Sellable } from './sellables.ts';

export type Judged =
  | {
      readonly ok: true;
      readonly quote: Quote;
      readonly sellables: ReadonlyMap<number, Sellable>;
      readonly coupons: readonly OfferedCoupon[];
    }
  | {
      readonly ok: false;
      readonly differences: readonly Difference[];
      /** What can be had now; absent when nothing is left. */
      readonly quote?: QuoteAnswer;
    };

export async function judgeIntent(
  shop: Shop,
  tx: Kysely<Tables>,
  intent: Intent,
  cart: string,
  at: number,
): Promise<Judged> {
  const sellables = await loadSellables(
    tx,
    intent.lines.map((line) => line.variant),
  );
  const coupons = await loadCoupons(tx, intent.coupon, intent.contact.email.toLowerCase());
  const destination = intent.contact.address;
  const tables = await loadPricingTables(shop, tx);
  const wish = { currency: shop.currency, lines: intent.lines, sellables, destination, coupons, tables, at };
  const drawn = drawUp({ ...wish, shipping: intent.shipping.method });
  const held = intent.quoteId === undefined ? undefined : await loadQuote(tx, intent.quoteId, at);
  const confirmed = held && confirms(intent, held) ? held.quote : undefined;
  const differences = confirmed
    ? sinceQuoted(drawn)
    : differencesOf(intent, drawn.quote, drawn.troubles, (id) => sellables.get(id)?.title ?? '');
  const repeat = intent.again ? undefined : await alreadyOrdered(tx, cart, intent.dots, at);
  if (repeat) differences.push(repeat);
  const quote = confirmed ?? drawn.quote;
  if (differences.length === 0 && quote) return { ok: true, quote, sellables, coupons };
  const offer = drawn.quote && !drawn.quote.delivery ? drawUp(wish) : drawn;
  if (!offer.quote) return { ok: false, differences };
  const { troubles } = offer;
  return {
    ok: false,
    differences,
    quote: await keepQuote(shop, tx, { quote: offer.quote, troubles, destination, sellables, at }),
  };
}

const WORN_OUT: ReadonlySet<string> = new Set(['used-up', 'used-by-you', 'unknown']);

/** A quote that still holds keeps its prices; what it cannot keep is stock that is gone and a coupon used up. */
function sinceQuoted({ quote, troubles }: DrawnUp): Difference[] {
  const found: Difference[] = troubles.filter((trouble) => trouble.kind !== 'quantity');
  for (const { code, refused } of quote?.coupons ?? []) {
    if (refused && WORN_OUT.has(refused)) found.push({ kind: 'coupon', code, reason: refused });
  }
  return found;
}
