/** The sums of a quote as letters and papers list them: what leads to the total, and what stands under it. */
import type { Minor } from '#domain/money/money.ts';
import type { Quote, QuotedTax } from './quote.ts';

export interface SumRow {
  readonly label: string;
  /** Negative where it is taken off. */
  readonly amount: Minor;
}

export interface Sums {
  /** They add up to the total. */
  readonly before: readonly SumRow[];
  readonly total: SumRow;
  /** Inside the total already: the tax, where prices include it. */
  readonly after: readonly SumRow[];
}

export function sumRows(quote: Quote): Sums {
  const { delivery } = quote;
  const codes = quote.coupons.filter((coupon) => !coupon.refused);
  // A code takes its whole amount off, so a delivery it freed stands with its price.
  const shipping = delivery?.because === 'coupon' ? delivery.fullPrice : quote.shipping;
  const taxes = quote.taxes.map((tax) => ({ label: taxName(tax), amount: tax.amount }));
  return {
    before: [
      { label: 'Goods', amount: quote.subtotal },
      ...codes.map(({ code, amount }) => ({ label: `Code ${code}`, amount: 0 - amount })),
      { label: delivery?.name ?? 'Delivery', amount: shipping },
      ...(quote.pricesIncludeTax ? [] : taxes),
    ],
    total: { label: 'Total', amount: quote.total },
    after: quote.pricesIncludeTax
      ? taxes.map(({ label, amount }) => ({ label: `of which ${label}`, amount }))
      : [],
  };
}

/** "VAT 20 %"; a name that bears its rate already ("MwSt. 19 %") is left alone. */
export function taxName({ name, rate }: Pick<QuotedTax, 'name' | 'rate'>): string {
  const percent = `${(rate / 10_000).toLocaleString('en-US', { maximumFractionDigits: 4 })} %`;
  return name.includes('%') ? name : `${name} ${percent}`;
}
