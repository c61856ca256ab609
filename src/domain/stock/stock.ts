/** Stock as the shop counts it: what an order takes, in which order rows are touched, and what a page may say of a count. */
import type { StockState, VariantId } from '#domain/catalog/product.ts';

export type MoveReason = 'import' | 'order' | 'cancel' | 'expiry' | 'return' | 'correction';

export interface Take {
  readonly variant: VariantId;
  readonly n: number;
}

/** What lines take together: one entry a variant, sorted by id, so that every transaction locks rows in the same order. */
export function takesOf(lines: readonly Take[]): Take[] {
  const sums = new Map<VariantId, number>();
  for (const { variant, n } of lines) sums.set(variant, (sums.get(variant) ?? 0) + n);
  return [...sums].map(([variant, n]) => ({ variant, n })).sort((a, b) => a.variant - b.variant);
}

/** What a page says of a count. */
export function stockStateOf(onHand: number, lowAt: number, backorder: boolean): StockState {
  if (onHand > lowAt) return 'in';
  if (onHand > 0) return 'low';
  return backorder ? 'backorder' : 'out';
}
