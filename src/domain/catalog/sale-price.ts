/** A price that holds for a while: from its beginning up to, not including, its end; an open side has no limit. */
import type { Micro } from '#domain/money/money.ts';
import type { Variant } from './product.ts';

export interface SalePrice {
  readonly unitPrice: Micro;
  /** UTC milliseconds. */
  readonly from?: number;
  readonly until?: number;
}

export function isInForce(sale: SalePrice, at: number): boolean {
  return (sale.from === undefined || at >= sale.from) && (sale.until === undefined || at < sale.until);
}

/**
 * A variant as it is sold while the sale price holds: every quantity costs the lower of sale price and break,
 * and the price before stays beside it. A sale price that is not lower changes nothing.
 */
export function atSalePrice<V extends Pick<Variant, 'unitPrice' | 'compareAt' | 'breaks'>>(
  variant: V,
  unitPrice: Micro,
): V {
  if (unitPrice >= variant.unitPrice) return variant;
  return {
    ...variant,
    unitPrice,
    compareAt: variant.compareAt ?? variant.unitPrice,
    breaks: variant.breaks.filter((step) => step.unitPrice < unitPrice),
  };
}
