/** Draws up what can be sold of the lines wished for: lines that cannot be had as asked are named, the rest is quoted. */
import { allowedQuantity } from '#domain/catalog/price-breaks.ts';
import type { VariantId } from '#domain/catalog/product.ts';
import type { Currency } from '#domain/money/money.ts';
import { priceQuote, type PricedLine } from '#domain/pricing/price-quote.ts';
import type { Quote } from '#domain/pricing/quote.ts';
import type { Destination, OfferedCoupon } from '#domain/pricing/tables.ts';
import { taxClassOf } from '#domain/pricing/tax.ts';
import type { LineTrouble } from '#domain/pricing/difference.ts';
import type { PricingTables } from '#server/pricing/pricing-tables.ts';
import type { Sellable } from './sellables.ts';

export interface Wish {
  readonly variant: VariantId;
  readonly n: number;
}

export interface DrawUpInput {
  readonly currency: Currency;
  readonly lines: readonly Wish[];
  readonly sellables: ReadonlyMap<VariantId, Sellable>;
  readonly destination: Destination;
  readonly shipping?: string;
  readonly coupons: readonly OfferedCoupon[];
  readonly tables: PricingTables;
  readonly at: number;
}

export interface DrawnUp {
  /** Absent when nothing of the wish can be had. */
  readonly quote?: Quote;
  readonly troubles: readonly LineTrouble[];
}

export function drawUp(input: DrawUpInput): DrawnUp {
  const troubles: LineTrouble[] = [];
  const lines: PricedLine[] = [];
  const left = new Map<VariantId, number>();
  for (const wish of input.lines) {
    const sellable = input.sellables.get(wish.variant);
    const { n, trouble } = judge(wish, sellable, left);
    if (trouble) troubles.push(trouble);
    if (sellable && n > 0) {
      const { sale, categoryPath } = sellable;
      const taxClass = taxClassOf(input.tables.tax, categoryPath);
      lines.push({ variant: sellable, n, taxClass, ...(sale && { sale }) });
    }
  }
  if (lines.length === 0) return { troubles };
  const { currency, destination, shipping, coupons, tables, at } = input;
  const quote = priceQuote({
    currency,
    lines,
    destination,
    ...(shipping !== undefined && { shipping }),
    coupons,
    delivery: tables.delivery,
    tax: tables.tax,
    at,
  });
  return { quote, troubles };
}

/** How many of a line can be had, counting what earlier lines of the same variant took. */
function judge(
  { variant, n: wanted }: Wish,
  sellable: Sellable | undefined,
  left: Map<VariantId, number>,
): { n: number; trouble?: LineTrouble } {
  if (!sellable) return { n: 0, trouble: { kind: 'withdrawn', variant, title: '' } };
  const { title } = sellable;
  if (!sellable.onSale) return { n: 0, trouble: { kind: 'withdrawn', variant, title } };
  const allowed = allowedQuantity(sellable, wanted);
  if (!sellable.backorder) {
    const rest = left.get(variant) ?? Math.max(sellable.onHand, 0);
    if (allowed > rest) {
      const available =
        rest < sellable.minimum ? 0 : Math.floor(rest / sellable.multiple) * sellable.multiple;
      left.set(variant, rest - available);
      return { n: available, trouble: { kind: 'out-of-stock', variant, title, wanted, available } };
    }
    left.set(variant, rest - allowed);
  }
  if (allowed !== wanted)
    return { n: allowed, trouble: { kind: 'quantity', variant, title, wanted, allowed } };
  return { n: wanted };
}
