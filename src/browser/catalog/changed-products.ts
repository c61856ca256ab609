/** Which products of a kept category changed since an older generation: what a search segment of that time lacks. */
import type { KeptCategory } from './kept-category.ts';

/** A log longer than this, and than half the category, is cut at its old end: a new segment is cheaper by then. */
const LEAST_KEPT = 200;

type Log = Pick<KeptCategory, 'changed' | 'changedSince'>;

/** The log after `generation`, at which the products `ids` changed or went; undefined ids: all of it was new. */
export function withChanged(kept: KeptCategory, generation: number, ids: Uint32Array | undefined): Log {
  // Written by an earlier version of the app, which kept no log: it begins now.
  if (!ids || kept.changedSince === undefined) return { changed: [], changedSince: generation };
  const changed = [...(kept.changed ?? []), { generation, ids }];
  let since = kept.changedSince;
  let total = changed.reduce((sum, one) => sum + one.ids.length, 0);
  while (changed.length > 0 && total > Math.max(LEAST_KEPT, kept.ids.length / 2)) {
    const oldest = changed.shift()!;
    since = oldest.generation;
    total -= oldest.ids.length;
  }
  return { changed, changedSince: since };
}

/** Ids of what changed or went after `generation`; undefined where nobody knows. */
export function changedAfter(kept: KeptCategory, generation: number): ReadonlySet<number> | undefined {
  if (generation === kept.generation) return new Set();
  if (generation > kept.generation || kept.changedSince === undefined || generation < kept.changedSince)
    return undefined;
  const later = (kept.changed ?? []).filter((one) => one.generation > generation);
  return new Set(later.flatMap((one) => [...one.ids]));
}
