/** The server's copy of a cart: live additions, tombstones with the version that brought them, and what folds replaced. */
import { EMPTY_CART, liveDots, type CartState } from '#domain/cart/cart.ts';
import type { Dot } from '#domain/cart/dot.ts';
import type { Folds } from '#domain/cart/fold.ts';
import { fromFoldRow, fromRows, liveRows, toFoldRow, toMarkRow } from '#domain/cart/rows.ts';
import type { AdditionRow, FoldRow, MarkRow } from '#domain/cart/rows.ts';
import type { Clock } from '#domain/time/clock.ts';
import { DAY_SECONDS } from '#protocol/cookies.ts';

export interface Grave {
  /** Version of the cart that first held this tombstone. */
  readonly version: number;
  /** The server's clock then. */
  readonly at: number;
}

export interface CartRecord {
  /** `removed` holds the dots of `graves`. */
  readonly state: CartState;
  readonly folds: Folds;
  readonly graves: ReadonlyMap<Dot, Grave>;
  /** Tombstones up to this version may have been dropped: who last saw an older version is a stranger. */
  readonly floor: number;
  readonly version: number;
}

/** When something happens to a cart. Tombstones that came before `forgetBefore` may be forgotten. */
export interface CartTime {
  /** The server's clock, milliseconds. */
  readonly now: number;
  readonly forgetBefore: number;
}

/** Now, with tombstones kept for as many days as the shop lets a cart live. */
export function cartTime(shop: {
  readonly clock: Clock;
  readonly settings: { readonly CART_DAYS: number };
}): CartTime {
  const now = shop.clock.now();
  return { now, forgetBefore: now - shop.settings.CART_DAYS * DAY_SECONDS * 1_000 };
}

/**
 * A hostile sender could name dead dots for ever: beyond these the oldest tombstones go before their time, and whoever
 * last saw a version older than they are is a stranger, as after 400 days.
 */
export const MOST_GRAVES = 20_000;

export const EMPTY_RECORD: CartRecord = {
  state: EMPTY_CART,
  folds: new Map(),
  graves: new Map(),
  floor: 0,
  version: 0,
};

interface StoredCart {
  readonly v: 1;
  readonly added: readonly AdditionRow[];
  readonly removed: readonly (readonly [Dot, number, number])[];
  readonly folds: readonly FoldRow[];
  readonly marks: readonly MarkRow[];
  readonly floor: number;
}

export function writeRecord(record: CartRecord): string {
  const stored: StoredCart = {
    v: 1,
    added: liveRows(record.state),
    removed: [...record.graves].map(([dot, { version, at }]) => [dot, version, at]),
    folds: [...record.folds].map(toFoldRow),
    marks: [...record.state.marks].map(toMarkRow),
    floor: record.floor,
  };
  return JSON.stringify(stored);
}

/** Reads a stored record; tombstones whose time is over are gone from it, and so are the folds only they could name. */
export function readRecord(text: string, version: number, { forgetBefore }: CartTime): CartRecord {
  const stored = JSON.parse(text) as StoredCart;
  const graves = new Map<Dot, Grave>();
  let { floor } = stored;
  for (const [dot, since, at] of stored.removed) {
    if (at >= forgetBefore) graves.set(dot, { version: since, at });
    else floor = Math.max(floor, since);
  }
  const state = fromRows(stored.added, [...graves.keys()], stored.marks);
  const folds = stored.folds.filter(([dot]) => graves.has(dot) || state.added.has(dot)).map(fromFoldRow);
  return { state, folds: new Map(folds), graves, floor, version };
}

/** The record after `state` and `folds` changed: new tombstones get their grave, the dead lose their bodies. */
export function withChange(
  record: CartRecord,
  state: CartState,
  folds: Folds,
  version: number,
  now: number,
): CartRecord {
  const graves = new Map(record.graves);
  for (const dot of state.removed) if (!graves.has(dot)) graves.set(dot, { version, at: now });
  const added = new Map(liveDots(state));
  let { floor } = record;
  // In the order they came: the oldest stand first.
  for (const [dot, grave] of graves) {
    if (graves.size <= MOST_GRAVES) break;
    graves.delete(dot);
    floor = Math.max(floor, grave.version);
  }
  return {
    ...record,
    state: { ...state, added, removed: new Set(graves.keys()) },
    folds,
    graves,
    floor,
    version,
  };
}
