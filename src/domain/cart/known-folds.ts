/**
 * What a device knows of the server's folds: only with it can a cart be told apart from the same cart before a fold,
 * when it comes by a link, a file or an old cookie, and only with it does a removal reach what is inside.
 */
import { liveDots, type CartState } from './cart.ts';
import type { Dot } from './dot.ts';
import type { Folds } from './fold.ts';

/** The dots of devices that live folds stand for: counted already, under another name. */
export function countedInFolds(state: CartState, folds: Folds): Set<Dot> {
  const counted = new Set<Dot>();
  for (const [fold, parts] of folds)
    if (state.added.has(fold) && !state.removed.has(fold)) for (const [dot] of parts) counted.add(dot);
  return counted;
}

/**
 * The live part of a cart in the dots that devices made, wherever it goes: who opens it before and after a fold counts
 * it once. Beyond `most` dots the largest folds stay what they are.
 */
export function unfold(state: CartState, folds: Folds, most: number): CartState {
  const added = new Map(liveDots(state));
  const known = [...folds].filter(([fold]) => added.has(fold)).sort(([, a], [, b]) => a.length - b.length);
  for (const [fold, parts] of known) {
    if (added.size - 1 + parts.length > most) break;
    added.delete(fold);
    for (const [dot, body] of parts) added.set(dot, body);
  }
  return { ...state, added, removed: new Set() };
}
