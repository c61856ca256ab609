/**
 * What a shopper does to a cart. Every change is a fresh dot, tombstones for what it has seen, or both;
 * a change that would break a limit is refused and nothing happens.
 */
import { LARGEST_QUANTITY } from '#domain/catalog/price-breaks.ts';
import type { VariantId } from '#domain/catalog/product.ts';
import type { Clock, Random } from '#domain/time/clock.ts';
import {
  countLiveDots,
  dotsOf,
  LONGEST_NOTE,
  MOST_LIVE_DOTS,
  MOST_MARKS,
  VARIANT_LIMIT,
  type Addition,
  type CartState,
  type MarkKey,
} from './cart.ts';
import { newDot, type Dot } from './dot.ts';
import { savedOf, viewCart } from './view-cart.ts';

export type CartChange =
  | { readonly do: 'add'; readonly variant: VariantId; readonly n: number }
  | { readonly do: 'set'; readonly variant: VariantId; readonly n: number }
  | { readonly do: 'remove'; readonly variant: VariantId }
  | { readonly do: 'note'; readonly variant: VariantId; readonly text: string }
  | { readonly do: 'save-for-later'; readonly variant: VariantId }
  | { readonly do: 'back-to-cart'; readonly variant: VariantId }
  | { readonly do: 'forget-saved'; readonly variant: VariantId }
  /** An order took exactly these. */
  | { readonly do: 'spend'; readonly dots: readonly Dot[] };

/** Where fresh dots and their times come from, and what an order that waits has taken out of sight. */
export interface Maker {
  readonly clock: Clock;
  readonly random: Random;
  readonly hidden?: ReadonlySet<Dot>;
}

export type ChangeOutcome =
  | { readonly ok: true; readonly state: CartState }
  | { readonly ok: false; readonly reason: 'cart-full' | 'bad-quantity' | 'bad-variant' | 'too-many-notes' };

/** Applies one change; on refusal the state at hand stays as it is. */
export function changeCart(state: CartState, change: CartChange, maker: Maker): ChangeOutcome {
  if (change.do === 'spend') return accept(spend(state, change.dots));
  const { variant } = change;
  if (!isVariantId(variant)) return { ok: false, reason: 'bad-variant' };
  switch (change.do) {
    case 'add':
      return add(state, variant, change.n, maker);
    case 'set':
      return change.n === 0 ? accept(remove(state, variant, maker)) : set(state, variant, change.n, maker);
    case 'remove':
      return accept(remove(state, variant, maker));
    case 'note':
      return mark(state, `n${variant}`, cleanNote(change.text));
    case 'save-for-later':
      return saveForLater(state, variant, maker);
    case 'back-to-cart':
      return backToCart(state, variant, maker);
    case 'forget-saved':
      return forgetSaved(state, variant);
  }
}

export function isQuantity(n: number): boolean {
  return Number.isInteger(n) && n >= 1 && n <= LARGEST_QUANTITY;
}

export function isVariantId(variant: number): boolean {
  return Number.isInteger(variant) && variant >= 0 && variant < VARIANT_LIMIT;
}

/** Control characters and blanks; joiners between two signs are part of them (emoji, Persian, Hindi). */
const BLANKS = /(?:(?!(?<=[^\p{C}\p{Z}])[\u200c\u200d](?=[^\p{C}\p{Z}]))[\p{C}\p{Z}])+/gu;

/** One line of plain text: control characters become spaces, at most 140 characters. */
export function cleanNote(text: string): string {
  const cut = [...text.replace(BLANKS, ' ').trim()].slice(0, LONGEST_NOTE).join('');
  return cut.replace(BLANKS, ' ').trim();
}

function accept(state: CartState): ChangeOutcome {
  return { ok: true, state };
}

/** Tombstones for these dots. */
export function kill(state: CartState, dots: Iterable<Dot>): CartState {
  return { ...state, removed: new Set([...state.removed, ...dots]) };
}

function remove(state: CartState, variant: VariantId, maker: Maker): CartState {
  return withoutIdleNotes(kill(state, dotsOf(state, variant, maker.hidden)), [variant]);
}

/** An order took these dots, and the notes of lines that end with them. */
export function spend(state: CartState, dots: readonly Dot[]): CartState {
  const variants = dots.flatMap((dot) => state.added.get(dot)?.variant ?? []);
  return withoutIdleNotes(kill(state, dots), variants);
}

/** A note goes with its line: added again, the part begins without one. What is saved for later keeps its own. */
function withoutIdleNotes(state: CartState, variants: readonly VariantId[]): CartState {
  const marks = new Map(state.marks);
  for (const variant of variants) {
    const note = marks.get(`n${variant}`);
    const isIdle = dotsOf(state, variant).length === 0 && savedOf(state, variant) === 0;
    if (note?.value && isIdle) marks.set(`n${variant}`, { rev: note.rev + 1, value: '' });
  }
  return { ...state, marks };
}

function forgetSaved(state: CartState, variant: VariantId): ChangeOutcome {
  const outcome = mark(state, `l${variant}`, '');
  return outcome.ok ? accept(withoutIdleNotes(outcome.state, [variant])) : outcome;
}

function quantityOf(state: CartState, variant: VariantId, maker: Maker): number {
  return viewCart(state, maker.hidden).find((line) => line.variant === variant)?.n ?? 0;
}

function add(state: CartState, variant: VariantId, n: number, maker: Maker): ChangeOutcome {
  if (!isQuantity(n) || quantityOf(state, variant, maker) + n > LARGEST_QUANTITY)
    return { ok: false, reason: 'bad-quantity' };
  return place(state, { variant, n, kind: 'add', at: maker.clock.now() }, maker);
}

function set(state: CartState, variant: VariantId, n: number, maker: Maker): ChangeOutcome {
  if (!isQuantity(n)) return { ok: false, reason: 'bad-quantity' };
  const seen = dotsOf(state, variant, maker.hidden);
  // While an order of this variant waits, what is set beside it must add up if the order's pieces come back.
  const waits = maker.hidden !== undefined && dotsOf(state, variant).length > seen.length;
  const kind = waits ? 'add' : 'set';
  return place(kill(state, seen), { variant, n, kind, at: maker.clock.now() }, maker);
}

function place(state: CartState, addition: Addition, maker: Maker): ChangeOutcome {
  if (countLiveDots(state) >= MOST_LIVE_DOTS) return { ok: false, reason: 'cart-full' };
  // A known time is above zero, however wrong the clock may be.
  const at = Math.max(1, Math.trunc(addition.at));
  return accept({ ...state, added: new Map(state.added).set(newDot(maker.random), { ...addition, at }) });
}

/** Sets a note or what is saved for later; empty for none. */
export function mark(state: CartState, key: MarkKey, value: string): ChangeOutcome {
  const known = state.marks.get(key);
  if ((known?.value ?? '') === value) return accept(state);
  if (!known && state.marks.size >= MOST_MARKS) return { ok: false, reason: 'too-many-notes' };
  return accept({ ...state, marks: new Map(state.marks).set(key, { rev: (known?.rev ?? 0) + 1, value }) });
}

function saveForLater(state: CartState, variant: VariantId, maker: Maker): ChangeOutcome {
  const n = quantityOf(state, variant, maker);
  if (n === 0) return accept(state);
  const without = kill(state, dotsOf(state, variant, maker.hidden));
  return mark(without, `l${variant}`, String(Math.min(savedOf(state, variant) + n, LARGEST_QUANTITY)));
}

/** A `set` where the line is empty, so that two devices taking it back at once do not double it. */
function backToCart(state: CartState, variant: VariantId, maker: Maker): ChangeOutcome {
  const n = savedOf(state, variant);
  if (n === 0) return accept(state);
  const there = quantityOf(state, variant, maker);
  const moved =
    there === 0
      ? set(state, variant, n, maker)
      : add(state, variant, Math.min(n, LARGEST_QUANTITY - there), maker);
  return moved.ok ? mark(moved.state, `l${variant}`, '') : moved;
}
