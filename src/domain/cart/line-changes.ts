/** What changed about a line's part between two looks, in the words the shopper is told. Nothing is applied by it. */
import { breakReached, unitPriceAt } from '#domain/catalog/price-breaks.ts';
import type { VariantId } from '#domain/catalog/product.ts';
import type { Micro } from '#domain/money/money.ts';
import type { LineSnapshot } from './line.ts';

export type LineChange = { readonly variant: VariantId; readonly title: string } & (
  | { readonly kind: 'dearer' | 'cheaper'; readonly was: Micro; readonly now: Micro }
  /** The shop has a lower price from so many pieces on, and the line has them. */
  | { readonly kind: 'break-reached'; readonly from: number; readonly was: Micro; readonly now: Micro }
  | { readonly kind: 'sold-out' | 'back-in-stock' | 'running-low' | 'withdrawn' | 'on-sale-again' }
);

/** Differences between what was shown and what is, for a line of `n` pieces. */
export function changesOfLine(shown: LineSnapshot, latest: LineSnapshot, n: number): LineChange[] {
  const { variant, title } = latest;
  if (shown.isOnSale && !latest.isOnSale) return [{ variant, title, kind: 'withdrawn' }];
  if (!latest.isOnSale) return [];
  const changes: LineChange[] = [];
  if (!shown.isOnSale) changes.push({ variant, title, kind: 'on-sale-again' });
  const [was, now] = [unitPriceAt(shown, n), unitPriceAt(latest, n)];
  const from = breakReached(latest, n);
  if (now < was && from !== undefined && from !== breakReached(shown, n))
    changes.push({ variant, title, kind: 'break-reached', from, was, now });
  else if (was !== now) changes.push({ variant, title, kind: now > was ? 'dearer' : 'cheaper', was, now });
  if (shown.stock !== latest.stock) {
    if (latest.stock === 'out') changes.push({ variant, title, kind: 'sold-out' });
    else if (shown.stock === 'out') changes.push({ variant, title, kind: 'back-in-stock' });
    else if (latest.stock === 'low') changes.push({ variant, title, kind: 'running-low' });
  }
  return changes;
}
