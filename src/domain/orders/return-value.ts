/** What returned pieces were paid for: a line's share after its coupons, with the tax that came on top. */
import type { Minor } from '#domain/money/money.ts';
import { share } from '#domain/pricing/proportion.ts';
import type { Quote } from '#domain/pricing/quote.ts';

export interface ReturnedLine {
  /** Its place in the order, and so in the quote. */
  readonly position: number;
  /** Pieces that came back before, and now. */
  readonly before: number;
  readonly n: number;
}

/**
 * Minor units for these pieces; delivery stays paid. However a line comes back, in one piece or in many,
 * its parts sum to what the whole line cost, to the last cent.
 */
export function returnValue(quote: Quote, returned: readonly ReturnedLine[]): Minor {
  let value = 0;
  for (const { position, before, n } of returned) {
    const line = quote.lines[position];
    if (!line) continue;
    const paid = line.amount - line.discount + (quote.pricesIncludeTax ? 0 : line.tax);
    value += share(paid, before + n, line.n) - share(paid, before, line.n);
  }
  return value;
}

/** The same for all that came back of an order so far; `lines` in the order's own order. */
export function returnedSoFar(quote: Quote, lines: readonly { readonly returned?: number }[]): Minor {
  return returnValue(
    quote,
    lines.map(({ returned = 0 }, position) => ({ position, before: 0, n: returned })),
  );
}
