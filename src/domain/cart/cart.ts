/**
 * A cart is a set of uniquely tagged additions and a set of tags that are dead. Every copy of it (memory, IndexedDB,
 * cookie, server, link) is such a pair, and any two of them merge by union: nothing is lost, nothing comes back.
 */
import type { VariantId } from '#domain/catalog/product.ts';
import type { Dot } from './dot.ts';

export interface Addition {
  readonly variant: VariantId;
  /** Pieces, 1 to 9,999,999. */
  readonly n: number;
  /** `add` counts on top; among the live `set`s of a variant the newest one counts. */
  readonly kind: 'add' | 'set';
  /**
   * Milliseconds by the clock of whoever made it; only breaks ties between concurrent sets.
   * Zero or below: not known (it came from a cookie); then the larger is the newer, and any known time is newer still.
   */
  readonly at: number;
}

/** A small newest-wins value beside the dots: a line's note, or a quantity saved for later. */
export interface Mark {
  /** Counts up with each change, so that no clock decides. */
  readonly rev: number;
  /** Empty means none. */
  readonly value: string;
}

/** `n<variant>`: the note of that line. `l<variant>`: the quantity of it that is saved for later. */
export type MarkKey = `${'n' | 'l'}${number}`;

export interface CartState {
  readonly added: ReadonlyMap<Dot, Addition>;
  readonly removed: ReadonlySet<Dot>;
  readonly marks: ReadonlyMap<MarkKey, Mark>;
}

export const EMPTY_CART: CartState = { added: new Map(), removed: new Set(), marks: new Map() };

export const MOST_LIVE_DOTS = 500;
export const MOST_MARKS = 1_000;
export const LONGEST_NOTE = 140;
/** Variant ids are random 40-bit numbers. */
export const VARIANT_LIMIT = 2 ** 40;

/** The dots that count, in the order they stand. */
export function* liveDots(state: CartState): Generator<readonly [Dot, Addition]> {
  for (const entry of state.added) if (!state.removed.has(entry[0])) yield entry;
}

/** Every live dot of one variant, the losing concurrent sets included: what a change of that line has seen. */
export function dotsOf(state: CartState, variant: VariantId, hidden?: ReadonlySet<Dot>): Dot[] {
  const found: Dot[] = [];
  for (const [dot, addition] of liveDots(state))
    if (addition.variant === variant && !hidden?.has(dot)) found.push(dot);
  return found;
}

export function countLiveDots(state: CartState): number {
  let count = 0;
  for (const _ of liveDots(state)) count += 1;
  return count;
}
