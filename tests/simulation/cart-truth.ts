/**
 * What ought to be true at the end of a cart history, kept apart from the carts themselves: every addition that was made,
 * every one that somebody removed having seen it, and what was lost with the last store that held it.
 */
import type { Addition, CartState } from '#domain/cart/cart.ts';
import { EMPTY_CART, liveDots } from '#domain/cart/cart.ts';
import type { Dot } from '#domain/cart/dot.ts';
import type { CartRecord } from '#server/cart/cart-record.ts';
import type { CartLine } from '#domain/cart/view-cart.ts';

/** All that is known anywhere: the union of all copies, and the folds of which the server can say what is in them, with their variants. */
export interface Known extends CartState {
  readonly folds: ReadonlyMap<Dot, number>;
}

export class CartTruth {
  readonly #made = new Map<Dot, Addition>();
  readonly #killed = new Set<Dot>();
  readonly #lost = new Set<Dot>();
  /** Folds of the server: what each stands for. */
  readonly #folds = new Map<Dot, readonly Dot[]>();
  /** Variants of which nobody can say: a tombstone went with the last store that held it. */
  readonly #unsure = new Set<number>();

  /** What a change by the shopper did: `before` is all its place knew, `after` what it knows now. */
  observeChange(before: CartState, after: CartState): void {
    for (const [dot, body] of liveDots(after))
      if (!this.#made.has(dot) && !this.#folds.has(dot)) this.#made.set(dot, body);
    for (const [dot] of liveDots(before)) if (after.removed.has(dot)) this.#kill(dot);
  }

  /** What the server made of it: folds replace, they neither add nor remove. */
  observeServer(record: CartRecord): void {
    for (const [dot, parts] of record.folds)
      this.#folds.set(
        dot,
        parts.map(([part]) => part),
      );
  }

  /** A copy with its removals alone: what only moved into one of its live folds was not removed. */
  withoutMoves(state: CartState): CartState {
    if (this.#folds.size === 0) return state;
    const removed = new Set(state.removed);
    for (const [dot] of liveDots(state)) for (const leaf of this.#leavesOf(dot)) removed.delete(leaf);
    return { ...state, removed };
  }

  /** Two looks at all there is known anywhere, before and after a store was wiped. */
  observeLoss(before: Known, after: Known, mayForgetTombstones: (dot: Dot) => boolean): void {
    const left = new Set([...liveDots(after)].flatMap(([dot]) => this.#leavesOf(dot)));
    for (const dot of after.added.keys()) left.add(dot);
    for (const [dot] of liveDots(before))
      for (const leaf of this.#leavesOf(dot)) if (!left.has(leaf)) this.#lost.add(leaf);
    for (const dot of before.removed) {
      const body = after.added.get(dot);
      if (body && !after.removed.has(dot) && mayForgetTombstones(dot)) this.#unsure.add(body.variant);
    }
    // Only the server knows what is in a fold. With its copy goes what a removal, made or to come, of fold or part means.
    for (const [fold, variant] of before.folds) if (!after.folds.has(fold)) this.#unsure.add(variant);
  }

  /** What is wrong with a view, or undefined. */
  judge(view: readonly CartLine[]): string | undefined {
    const shown = new Map(view.map((line) => [line.variant, line.n]));
    const expected = new Map<number, { adds: number; sets: number[] }>();
    for (const [dot, { variant, n, kind }] of this.#made) {
      if (this.#killed.has(dot) || this.#lost.has(dot)) continue;
      const line = expected.get(variant) ?? { adds: 0, sets: [] };
      expected.set(variant, line);
      if (kind === 'add') line.adds += n;
      else line.sets.push(n);
    }
    for (const variant of new Set([...shown.keys(), ...expected.keys()])) {
      if (this.#unsure.has(variant)) continue;
      const { adds, sets } = expected.get(variant) ?? { adds: 0, sets: [] };
      const allowed = sets.length > 0 ? sets.map((n) => n + adds) : [adds];
      const n = shown.get(variant) ?? 0;
      if (!allowed.includes(n)) return `variant ${variant} shows ${n}, not ${allowed.join(' or ')}`;
    }
    return undefined;
  }

  #kill(dot: Dot): void {
    for (const leaf of this.#leavesOf(dot)) this.#killed.add(leaf);
  }

  /** What a dot stands for, down to the dots that devices made. */
  #leavesOf(dot: Dot): Dot[] {
    return this.#folds.get(dot)?.flatMap((part) => this.#leavesOf(part)) ?? [dot];
  }
}

/** The union of many states. */
export function unionOf(states: readonly CartState[]): CartState {
  const added = new Map<Dot, Addition>();
  const removed = new Set<Dot>();
  for (const state of states) {
    for (const [dot, body] of state.added) added.set(dot, body);
    for (const dot of state.removed) removed.add(dot);
  }
  return { ...EMPTY_CART, added, removed };
}
