/**
 * Folding: the server alone replaces several live adds of one variant by one add of their sum, and records what it replaced.
 *
 * - A concurrent set or add elsewhere meets the fold exactly as it would have met the adds themselves. Folds nest.
 *   Sets are left alone: the next set of the line clears them all.
 * - A late tombstone (a device removed what it saw, before it heard of the fold) opens the fold that holds the dot:
 *   the fold dies, and what else was in it returns as one fresh dot. A tombstone of a fold speaks for all in it,
 *   wherever they have gone since.
 * - Two server copies that become one may have folded the same dots apart from each other: none counts twice.
 */
import { LARGEST_QUANTITY } from '#domain/catalog/price-breaks.ts';
import type { VariantId } from '#domain/catalog/product.ts';
import type { Random } from '#domain/time/clock.ts';
import { liveDots, type Addition, type CartState } from './cart.ts';
import { newDot, type Dot } from './dot.ts';
import { mergeCarts } from './merge.ts';

export type Entry = readonly [Dot, Addition];
/** Every fold that a late tombstone may still name, dead ones included: its dot and what it replaced. */
export type Folds = ReadonlyMap<Dot, readonly Entry[]>;

export interface FoldedCart {
  readonly state: CartState;
  readonly folds: Folds;
}

/** This many live adds of one variant are folded into one. */
export const FOLD_AT = 4;

export function foldCart(cart: FoldedCart, random: Random, foldAt = FOLD_AT): FoldedCart {
  const groups = new Map<VariantId, Entry[]>();
  for (const entry of liveDots(cart.state)) {
    const { kind, variant } = entry[1];
    if (kind === 'add') groups.set(variant, [...(groups.get(variant) ?? []), entry]);
  }
  return [...groups.values()]
    .filter((group) => group.length >= foldAt && bodyOf(group).n <= LARGEST_QUANTITY)
    .reduce((folded, group) => replace(folded, group, group, random), cart);
}

/** Opens every live fold that holds one of the `dead` dots. */
export function openFolds(cart: FoldedCart, dead: Iterable<Dot>, random: Random): FoldedCart {
  const gone = new Set<Dot>();
  for (const dot of dead) {
    gone.add(dot);
    for (const [leaf] of leavesOf(cart.folds, dot)) gone.add(leaf);
  }
  let opened = cart;
  for (const [dot] of cart.folds) {
    const body = cart.state.removed.has(dot) ? undefined : cart.state.added.get(dot);
    if (!body) continue;
    const leaves = leavesOf(cart.folds, dot);
    const rest = leaves.filter(([leaf]) => !gone.has(leaf));
    if (rest.length < leaves.length) opened = replace(opened, [[dot, body]], rest, random);
  }
  return opened;
}

/**
 * Two server copies as one: what either lost is gone, and where folds of both hold the same dots, one keeps them and
 * the other is opened; a dot that one copy has by itself and the other in a fold stays in the fold, because whoever
 * heard of the fold holds the dot for dead. (A merge alone would count them twice: it cannot see into folds.)
 */
export function joinFolded(a: FoldedCart, b: FoldedCart, random: Random): FoldedCart {
  const folds: Folds = new Map([...b.folds, ...a.folds]);
  let joined: FoldedCart = { state: mergeCarts(a.state, b.state), folds };
  const settled = new Set([...lostBy(a.state, folds), ...lostBy(b.state, folds)]);
  const live = [...liveDots(joined.state)];
  for (const entry of live) {
    if (!folds.has(entry[0])) continue;
    const leaves = leavesOf(folds, entry[0]);
    const rest = leaves.filter(([leaf]) => !settled.has(leaf));
    if (rest.length < leaves.length) joined = replace(joined, [entry], rest, random);
    for (const [leaf] of rest) settled.add(leaf);
  }
  const twice = live.filter(([dot]) => settled.has(dot));
  return replace(joined, twice, [], random);
}

/** What was removed from this copy, down to the dots that devices made; what only moved into a fold was not. */
function lostBy(state: CartState, folds: Folds): Set<Dot> {
  const lost = new Set(meantBy(folds, [...state.removed]));
  for (const dot of meantBy(
    folds,
    [...liveDots(state)].map(([dot]) => dot),
  ))
    lost.delete(dot);
  return lost;
}

/** `old` dots die; one fresh dot stands for `parts`, or none when nothing is left. */
function replace(
  { state, folds }: FoldedCart,
  old: readonly Entry[],
  parts: readonly Entry[],
  random: Random,
): FoldedCart {
  const removed = new Set([...state.removed, ...old.map(([dot]) => dot)]);
  if (parts.length === 0) return { state: { ...state, removed }, folds };
  const fresh = newDot(random);
  return {
    state: { ...state, added: new Map(state.added).set(fresh, bodyOf(parts)), removed },
    folds: new Map(folds).set(fresh, parts),
  };
}

/** These dots and, of the folds among them, the dots that devices made: whoever orders a fold orders what is in it. */
export function meantBy(folds: Folds, dots: readonly Dot[]): Dot[] {
  return [...new Set(dots.flatMap((dot) => [dot, ...leavesOf(folds, dot).map(([leaf]) => leaf)]))];
}

/** The folds among these dots, each with what devices made that it stands for. */
export function foldsAmong(folds: Folds, dots: Iterable<Dot>): Map<Dot, readonly Entry[]> {
  return new Map(
    [...dots].flatMap((dot) => {
      const leaves = leavesOf(folds, dot);
      return leaves.length > 0 ? [[dot, leaves] as const] : [];
    }),
  );
}

/** Whether these parts can be what `body` was folded from: a device's word is checked before it is believed. */
export function isFoldOf(body: Addition, parts: readonly Entry[]): boolean {
  const isAlike = parts.every(([, { variant, kind }]) => variant === body.variant && kind === 'add');
  return parts.length > 1 && body.kind === 'add' && isAlike && bodyOf(parts).n === body.n;
}

/** What a dot stands for, down to the dots that devices made. */
function leavesOf(folds: Folds, dot: Dot): Entry[] {
  return (folds.get(dot) ?? []).flatMap((part) => (folds.has(part[0]) ? leavesOf(folds, part[0]) : [part]));
}

function bodyOf(group: readonly Entry[]): Addition {
  return {
    ...group[0]![1],
    n: group.reduce((sum, [, addition]) => sum + addition.n, 0),
    at: Math.min(...group.map(([, addition]) => addition.at)),
  };
}
