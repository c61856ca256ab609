/** Everything that is not as the shopper confirmed it; an empty list means: this is the order they wanted, to the cent. */
import type { Quote } from '#domain/pricing/quote.ts';
import type { Difference, LineTrouble } from '#domain/pricing/difference.ts';
import type { Intent, QuoteAnswer } from '#protocol/checkout.ts';

/** Compares what was confirmed with a quote drawn up now from live tables. */
export function differencesOf(
  intent: Intent,
  quote: Quote | undefined,
  troubles: readonly LineTrouble[],
  titleOf: (variant: number) => string,
): Difference[] {
  const found: Difference[] = [...troubles];
  if (!quote) return found;
  if (intent.currency !== quote.currency.code) {
    found.push({ kind: 'currency', was: intent.currency, now: quote.currency.code });
  }
  const named = new Set<number>();
  for (const { variant, unitPrice: was } of intent.lines) {
    const now = quote.lines.find((line) => line.variant === variant)?.unitPrice;
    if (now === undefined || now === was || named.has(variant)) continue;
    named.add(variant);
    found.push({ kind: 'price', variant, title: titleOf(variant), was, now });
  }
  for (const { code, refused } of quote.coupons) {
    if (refused) found.push({ kind: 'coupon', code, reason: refused });
  }
  const { method, price } = intent.shipping;
  if (!quote.delivery) found.push({ kind: 'shipping', method, was: price });
  else if (quote.delivery.price !== price) {
    found.push({ kind: 'shipping', method, was: price, now: quote.delivery.price });
  }
  if (quote.tax !== intent.tax) found.push({ kind: 'tax', was: intent.tax, now: quote.tax });
  if (quote.total !== intent.total && found.length === 0) {
    found.push({ kind: 'total', was: intent.total, now: quote.total });
  }
  return found;
}

/** Whether the intent confirms this stored quote word for word; only then does the quote's id count for anything. */
export function confirms(intent: Intent, { quote, destination }: QuoteAnswer): boolean {
  const { address } = intent.contact;
  return (
    intent.total === quote.total &&
    intent.tax === quote.tax &&
    intent.currency === quote.currency.code &&
    intent.shipping.method === quote.delivery?.method &&
    intent.shipping.price === quote.delivery.price &&
    address.country === destination.country &&
    address.region.toUpperCase() === destination.region.toUpperCase() &&
    address.postalCode === destination.postalCode &&
    sameCodes(
      intent.coupon,
      quote.coupons.filter((coupon) => !coupon.refused).map((coupon) => coupon.code),
    ) &&
    intent.lines.length === quote.lines.length &&
    intent.lines.every((line, i) => {
      const quoted = quote.lines[i];
      return quoted?.variant === line.variant && quoted.n === line.n && quoted.unitPrice === line.unitPrice;
    })
  );
}

function sameCodes(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join() === [...b].sort().join();
}
