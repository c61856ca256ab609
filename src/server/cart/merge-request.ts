/**
 * What a request does to the server's copy, as a pure step: merge, open folds that late tombstones name, fold what has
 * grown long. Repeating a request changes nothing.
 */
import { countLiveDots, MOST_LIVE_DOTS, MOST_MARKS, type CartState } from '#domain/cart/cart.ts';
import type { Dot } from '#domain/cart/dot.ts';
import {
  foldCart,
  foldsAmong,
  isFoldOf,
  joinFolded,
  meantBy,
  openFolds,
  type FoldedCart,
  type Folds,
} from '#domain/cart/fold.ts';
import { mergeCarts } from '#domain/cart/merge.ts';
import { fromFoldRow, fromRow, fromRows, toFoldRow, toMarkRow, toRow } from '#domain/cart/rows.ts';
import { sumOfBodies, type SyncRequest, type SyncResult } from '#domain/cart/sync.ts';
import type { Random } from '#domain/time/clock.ts';
import { withChange, type CartRecord, type CartTime } from './cart-record.ts';

export type Merged =
  | {
      readonly ok: true;
      readonly record: CartRecord;
      readonly result: SyncResult;
      readonly isChanged: boolean;
    }
  | { readonly ok: false; readonly reason: 'cart-full' };

/** `record` is the stored copy, or an empty one with `isNew` where there is none under this id. */
export function mergeRequest(
  record: CartRecord,
  request: SyncRequest,
  isNew: boolean,
  time: CartTime,
  random: Random,
): Merged {
  const { now } = time;
  if (isStranger(record, request, isNew, time)) {
    return { ok: true, record, result: answer(record, request, now, true), isChanged: false };
  }
  const told = foldsTold(record, request);
  const removed = deadOf(new Map([...record.folds, ...told]), request);
  const incoming = clamped(fromRows(request.added, removed, request.notes), now);
  // A copy that was lost may hear of one dot both by itself and by its fold: a merge would count it twice.
  const together =
    incoming.added.size === 0
      ? { state: mergeCarts(record.state, incoming), folds: record.folds }
      : joinFolded(record, { state: incoming, folds: told }, random);
  const opened = openFolds(together, removed, random);
  const folded = foldToFit(opened, random);
  if (!folded) return { ok: false, reason: 'cart-full' };
  if (isSame(record.state, folded.state) && told.size === 0 && request.have <= record.version) {
    return { ok: true, record, result: answer(record, request, now, false), isChanged: false };
  }
  const version = Math.max(record.version, request.have) + 1;
  const changed = withChange(record, folded.state, folded.folds, version, now);
  return { ok: true, record: changed, result: answer(changed, request, now, false), isChanged: true };
}

/** Folded so that it keeps the limits of a cart; undefined where that cannot be. */
export function foldToFit(cart: FoldedCart, random: Random): FoldedCart | undefined {
  let folded = foldCart(cart, random);
  if (countLiveDots(folded.state) > MOST_LIVE_DOTS) folded = foldCart(folded, random, 2);
  const isTooMuch = countLiveDots(folded.state) > MOST_LIVE_DOTS || folded.state.marks.size > MOST_MARKS;
  return isTooMuch ? undefined : folded;
}

/** Away for longer than tombstones live: what it shows may have been removed elsewhere long ago, and nobody would know. */
function isStranger(
  record: CartRecord,
  request: SyncRequest,
  isNew: boolean,
  { forgetBefore }: CartTime,
): boolean {
  if (request.seen > 0 && request.seen < forgetBefore) return true;
  return !isNew && request.have > 0 && request.have < record.floor;
}

/** Folds of a copy that was lost, or of another cart, as the device remembers them. */
function foldsTold(record: CartRecord, request: SyncRequest): Folds {
  if (!request.folds?.length) return new Map();
  const added = new Map(request.added.map(fromRow));
  const told = request.folds.map(fromFoldRow).filter(([fold, parts]) => {
    const body = added.get(fold);
    return body && !record.folds.has(fold) && !record.state.removed.has(fold) && isFoldOf(body, parts);
  });
  return new Map(told);
}

/** What the request says is dead. What moved into a fold is not, as far as the device counts it by that fold. */
function deadOf(folds: Folds, request: SyncRequest): Dot[] {
  const moved = request.moved ?? [];
  if (moved.length === 0) return [...request.removed];
  const named = [...request.held, ...request.added.map(([dot]) => dot)];
  const counted = new Set(meantBy(folds, named));
  return [...request.removed, ...moved.filter((dot) => !counted.has(dot))];
}

/** A device's clock may run ahead; its times count as no later than now. */
function clamped(state: CartState, now: number): CartState {
  return {
    ...state,
    added: new Map([...state.added].map(([dot, body]) => [dot, { ...body, at: Math.min(body.at, now) }])),
  };
}

function isSame(before: CartState, after: CartState): boolean {
  if (after.removed.size !== before.removed.size || after.marks.size !== before.marks.size) return false;
  for (const [dot, body] of after.added) {
    const known = before.added.get(dot);
    if (!after.removed.has(dot) && (!known || toRow([dot, known]).join() !== toRow([dot, body]).join()))
      return false;
  }
  for (const [key, mark] of after.marks) {
    const known = before.marks.get(key);
    if (known?.rev !== mark.rev || known.value !== mark.value) return false;
  }
  return true;
}

function answer(record: CartRecord, request: SyncRequest, now: number, isStranger: boolean): SyncResult {
  const { added, removed, marks } = record.state;
  const named = new Set([...request.held, ...request.added.map(([dot]) => dot)]);
  const held = request.held.flatMap((dot) => (added.has(dot) ? [[dot, added.get(dot)!] as const] : []));
  const isHeldAlike = request.sum === undefined || request.sum === sumOfBodies(held);
  const alike = new Set<Dot>(isHeldAlike ? request.held : []);
  for (const row of request.added) {
    const body = added.get(row[0]);
    if (body && toRow([row[0], body]).join() === row.join()) alike.add(row[0]);
  }
  const told = [...added].filter(([dot]) => isStranger || !alike.has(dot));
  const acked = isStranger
    ? []
    : [...request.added.map(([dot]) => dot), ...request.removed, ...(request.moved ?? [])];
  return {
    version: record.version,
    at: now,
    added: told.map(toRow),
    folds: [
      ...foldsAmong(
        record.folds,
        told.map(([dot]) => dot),
      ),
    ].map(toFoldRow),
    removed: isStranger ? [] : [...named].filter((dot) => removed.has(dot)),
    acked,
    missing: isStranger ? [] : request.held.filter((dot) => !added.has(dot) && !removed.has(dot)),
    notes: [...marks].map(toMarkRow),
    isStranger,
  };
}
