/**
 * Merging two copies of a cart: the union of their dots, of their tombstones, and the newer of each mark.
 * Commutative, associative and idempotent: it does not matter who talks to whom, how often, or in which order.
 */
import type { Addition, CartState, Mark } from './cart.ts';

export function mergeCarts(a: CartState, b: CartState): CartState {
  const added = new Map(a.added);
  for (const [dot, theirs] of b.added) {
    const ours = added.get(dot);
    if (!ours) added.set(dot, theirs);
    else if (compareBodies(theirs, ours) < 0) added.set(dot, theirs);
  }
  const marks = new Map(a.marks);
  for (const [key, theirs] of b.marks) {
    const ours = marks.get(key);
    if (!ours || isNewer(theirs, ours)) marks.set(key, theirs);
  }
  return { added, removed: new Set([...a.removed, ...b.removed]), marks };
}

/**
 * Which of two bodies of one dot stands: the smaller known time, then the smaller bytes.
 * A time not known (zero or below) yields to a known one, so that the echo of a cookie changes nothing.
 */
export function compareBodies(a: Addition, b: Addition): number {
  return (
    Number(a.at <= 0) - Number(b.at <= 0) ||
    a.at - b.at ||
    a.variant - b.variant ||
    a.n - b.n ||
    (a.kind === b.kind ? 0 : a.kind < b.kind ? -1 : 1)
  );
}

/** Newest wins by its own count; two changes with the same count are settled by their text, everywhere alike. */
export function isNewer(a: Mark, b: Mark): boolean {
  return a.rev > b.rev || (a.rev === b.rev && a.value > b.value);
}
