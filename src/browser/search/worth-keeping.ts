/** When a stored segment still serves beside a small one of what changed, and when a new one is better. */
import { changedAfter } from '../catalog/changed-products.ts';
import type { KeptCategory } from '../catalog/kept-category.ts';
import type { KeptSegment } from './segment-store.ts';

/** Changes up to this many, or this share of the category, are put beside its segment. */
const MOST_CHANGES = 40;
const CHANGES_SHARE = 0.15;

export function isWorthKeeping(segment: KeptSegment, category: KeptCategory): boolean {
  const changed = changedAfter(category, segment.generation);
  return changed !== undefined && fewEnough(changed, segment);
}

export function fewEnough(
  changed: ReadonlySet<number>,
  { products }: Pick<KeptSegment, 'products'>,
): boolean {
  return changed.size <= Math.max(MOST_CHANGES, products * CHANGES_SHARE);
}
