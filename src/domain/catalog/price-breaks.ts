/** Quantity arithmetic of one variant: which price holds, what the next break saves, which quantities may be bought. */
import type { Micro } from '#domain/money/money.ts';
import type { PriceBreak, Variant } from './product.ts';

type Priced = Pick<Variant, 'unitPrice' | 'breaks'>;

/** The price of each piece when `quantity` are bought together. */
export function unitPriceAt(variant: Priced, quantity: number): Micro {
  let price = variant.unitPrice;
  for (const step of variant.breaks) if (step.from <= quantity) price = step.unitPrice;
  return price;
}

/** From how many pieces the price of `quantity` holds; undefined where no break is reached. */
export function breakReached(variant: Priced, quantity: number): number | undefined {
  return variant.breaks.findLast((step) => step.from <= quantity)?.from;
}

/** The next cheaper break above `quantity`: how many more, and how much less each costs. */
export function nextBreak(variant: Priced, quantity: number): { more: number; less: Micro } | undefined {
  const now = unitPriceAt(variant, quantity);
  const next: PriceBreak | undefined = variant.breaks.find((b) => b.from > quantity && b.unitPrice < now);
  return next && { more: next.from - quantity, less: now - next.unitPrice };
}

export const LARGEST_QUANTITY = 9_999_999;

/** The nearest quantity that may be bought: at least the minimum, a multiple of `multiple`, at most 9,999,999. */
export function allowedQuantity(variant: Pick<Variant, 'minimum' | 'multiple'>, wanted: number): number {
  const { minimum, multiple } = variant;
  const least = Math.ceil(Math.max(minimum, 1) / multiple) * multiple;
  const most = Math.floor(LARGEST_QUANTITY / multiple) * multiple;
  const whole = Math.ceil(Math.trunc(Number.isFinite(wanted) ? wanted : least) / multiple) * multiple;
  return Math.min(Math.max(whole, least), most);
}
