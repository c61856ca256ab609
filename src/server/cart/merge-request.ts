/**
 * What a request does to the server's copy, as a pure step: merge, open folds that late tombstones name, fold what has
 * grown long. Repeating a request changes nothing.
 */
import { countLiveDots, MOST_LIVE_DOTS, MOST_MARKS, type CartState } from '#domain/cart/cart.ts';
import type { Dot } from '#domain/cart/dot.ts';
import { foldCart, openFolds } from '#domain/cart/fold.ts';
import { mergeCarts } from '#domain/cart/merge.ts';
import { fromRows, toMarkRow, toRow } from '#domain/cart/rows.ts';
import { sumOfBodies, type SyncRequest, type SyncResult } from '#domain/cart/sync.ts';
import type { Random } from '#domain/time/clock.ts';
import { TOMBSTONE_MILLISECONDS, withChange, type CartRecord } from './cart-record.ts';

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
  now: number,
  random: Random,
): Merged {
  if (isStranger(record, request, isNew, now)) {
    return { ok: true, record, result: answer(record, request, now, true), isChanged: false };
  }
  const incoming = clamped(fromRows(request.added, request.removed, request.notes), now);
  const state = mergeCarts(record.state, incoming);
  const opened = openFolds({ state, folds: record.folds }, request.removed, random);
  let folded = foldCart(opened, random);
  if (countLiveDots(folded.state) > MOST_LIVE_DOTS) folded = foldCart(folded, random, 2);
  if (countLiveDots(folded.state) > MOST_LIVE_DOTS || folded.state.marks.size > MOST_MARKS)
    return { ok: false, reason: 'cart-full' };
  if (isSame(record.state, folded.state) && request.have <= record.version) {
    return { ok: true, record, result: answer(record, request, now, false), isChanged: false };
  }
  const version = Math.max(record.version, request.have) + 1;
  const changed = withChange(record, folded.state, folded.folds, version, now);
  return { ok: true, record: changed, result: answer(changed, request, now, false), isChanged: true };
}

/** Away for longer than tombstones live: what it shows may have been removed elsewhere long ago, and nobody would know. */
function isStranger(record: CartRecord, request: SyncRequest, isNew: boolean, now: number): boolean {
  if (request.seen > 0 && now - request.seen > TOMBSTONE_MILLISECONDS) return true;
  return !isNew && request.have > 0 && request.have < record.floor;
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
  const acked = isStranger ? [] : [...request.added.map(([dot]) => dot), ...request.removed];
  return {
    version: record.version,
    at: now,
    added: [...added].filter(([dot]) => isStranger || !alike.has(dot)).map(toRow),
    removed: isStranger ? [] : [...named].filter((dot) => removed.has(dot)),
    acked,
    missing: isStranger ? [] : request.held.filter((dot) => !added.has(dot) && !removed.has(dot)),
    notes: [...marks].map(toMarkRow),
    isStranger,
  };
}
