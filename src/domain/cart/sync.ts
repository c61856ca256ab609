/**
 * One round of talk with the server, as pure steps: what to say, and what the answer means.
 * Safe to repeat, to lose and to overlap: both sides only ever merge.
 */
import { liveDots, type Addition, type CartState } from './cart.ts';
import { changeCart, type ChangeOutcome, type Maker } from './change-cart.ts';
import { crc32 } from './crc32.ts';
import { tidy, withState, type DeviceCopy } from './device-copy.ts';
import type { Dot } from './dot.ts';
import type { Entry, Folds } from './fold.ts';
import { compareBodies, mergeCarts } from './merge.ts';
import {
  fromFoldRow,
  fromRows,
  toFoldRow,
  toMarkRow,
  toRow,
  type AdditionRow,
  type FoldRow,
  type MarkRow,
} from './rows.ts';
import { viewCart, type CartLine } from './view-cart.ts';

export interface SyncRequest {
  readonly v: 1;
  /** Live dots the server has not acknowledged. */
  readonly added: readonly AdditionRow[];
  /** Of those, folds of a copy that the server may have lost: what each stands for. */
  readonly folds?: readonly FoldRow[];
  /** Tombstones the server has not acknowledged. */
  readonly removed: readonly Dot[];
  /** Dots this server showed as living of which another told that they went into a fold: dead unless it counts them by one named here. */
  readonly moved?: readonly Dot[];
  /** Live dots the server has acknowledged: it says which of them died. */
  readonly held: readonly Dot[];
  /** `sumOfBodies` of those: where the server's differs, it names them all again. */
  readonly sum?: number;
  readonly notes: readonly MarkRow[];
  /** Last version of the server's copy this device has seen, and the server's clock then; 0 and 0 for none. */
  readonly have: number;
  readonly seen: number;
}

export interface SyncResult {
  readonly version: number;
  /** The server's clock. */
  readonly at: number;
  /** Live dots the request did not name, or named with another body. */
  readonly added: readonly AdditionRow[];
  /** Dots the request named as live that are dead. */
  readonly removed: readonly Dot[];
  /** Of the live dots in this answer, those that are folds: what each stands for, down to what devices made. */
  readonly folds?: readonly FoldRow[];
  /** Dots and tombstones of the request that are now durable on the server. */
  readonly acked: readonly Dot[];
  /** Dots of `held` the server does not know: to be sent again in full. */
  readonly missing: readonly Dot[];
  readonly notes: readonly MarkRow[];
  /** This device was away longer than tombstones are kept: nothing of it was merged, the shopper is asked. */
  readonly isStranger: boolean;
}

/**
 * Keeps a request under 32 KB in the worst of cases: 200 additions, parts of folds among them, of 57 bytes, 300 dead dots, 300 held ones and 200
 * wanted parts of 14, 10 notes of 140 signs of 4 bytes. What does not fit goes with the next round.
 */
export const MOST_ROWS = 200;
export const MOST_DEAD = 300;
export const MOST_WANTED = 200;
const MOST_NOTES = 10;

/** What to say next. The copy must be stored before the request leaves: from then on its dots are known elsewhere. */
export function beginSync(copy: DeviceCopy): { readonly copy: DeviceCopy; readonly request: SyncRequest } {
  const live = [...liveDots(copy.state)];
  const [added, folds] = sayable(
    live.filter(([dot]) => !copy.confirmed.has(dot)),
    copy.folds,
  );
  const held = live.filter(([dot]) => copy.confirmed.has(dot));
  const left = new Set(copy.left);
  for (const [dot] of added) left.add(dot);
  const dead = [...copy.unacknowledged].slice(0, MOST_DEAD);
  const request: SyncRequest = {
    v: 1,
    added: added.map(toRow),
    ...(folds.length > 0 && { folds: folds.map(toFoldRow) }),
    removed: dead.filter((dot) => copy.buried.has(dot)),
    moved: dead.filter((dot) => !copy.buried.has(dot)),
    held: held.map(([dot]) => dot),
    sum: sumOfBodies(held),
    notes: untoldMarks(copy).slice(0, MOST_NOTES),
    have: copy.have,
    seen: copy.seen,
  };
  return { copy: { ...copy, left }, request };
}

/** As many as one request holds, and what the folds among them stand for, where there is room for it. */
function sayable(untold: readonly Entry[], folds: Folds): [Entry[], (readonly [Dot, readonly Entry[]])[]] {
  const said: Entry[] = [];
  const explained: (readonly [Dot, readonly Entry[]])[] = [];
  let room = MOST_ROWS;
  for (const entry of untold) {
    const parts = folds.get(entry[0]);
    // One more than its parts: the fold is named twice.
    const rows = parts && parts.length + 2 <= MOST_ROWS ? parts.length + 2 : 1;
    if (rows > room) break;
    room -= rows;
    said.push(entry);
    if (parts && rows > 1) explained.push([entry[0], parts]);
  }
  return [said, explained];
}

/** A number that two places share when, and nearly only when, they hold the same bodies for the same dots. */
export function sumOfBodies(entries: Iterable<readonly [Dot, Addition]>): number {
  let sum = 0;
  for (const entry of entries) {
    const text = toRow(entry).join();
    sum ^= crc32(Uint8Array.from(text, (sign) => sign.charCodeAt(0)));
  }
  return sum >>> 0;
}

/** Whether there is anything the server has not acknowledged. */
export function hasUntold(copy: DeviceCopy): boolean {
  if (copy.unacknowledged.size > 0 || untoldMarks(copy).length > 0) return true;
  for (const [dot] of liveDots(copy.state)) if (!copy.confirmed.has(dot)) return true;
  return false;
}

/** Notes and what is saved for later that the server has not acknowledged. */
export function untoldMarks(copy: DeviceCopy): MarkRow[] {
  return [...copy.state.marks]
    .filter(([key, mark]) => (copy.confirmedMarks.get(key) ?? 0) < mark.rev)
    .map(toMarkRow);
}

/** The copy after an answer to `request`; the copy may have changed since the request left. */
export function endSync(copy: DeviceCopy, request: SyncRequest, result: SyncResult): DeviceCopy {
  const theirs = fromRows(result.added, result.removed, result.notes);
  const marks = new Map(result.notes.map(([key, rev]) => [key, rev]));
  if (result.isStranger) return becomeStranger(copy, theirs, marks, result);

  const acked = new Set(result.acked);
  const dead = new Set(result.removed);
  const left = new Set([...copy.left, ...theirs.added.keys()]);
  // An addition that was acknowledged may have died here meanwhile: only tombstones that were sent are settled.
  const settled = new Set([...request.removed, ...(request.moved ?? [])].filter((dot) => acked.has(dot)));
  const unacknowledged = new Set([...copy.unacknowledged].filter((dot) => !settled.has(dot)));
  const buried = new Set(copy.buried);
  // The server holds live what died here meanwhile, or died here without ever having been told. An answer that was
  // overtaken by a later one proves nothing of the kind.
  const isLatest = result.version >= copy.have;
  for (const dot of theirs.added.keys()) {
    if (!isLatest || !copy.state.removed.has(dot) || settled.has(dot)) continue;
    unacknowledged.add(dot);
    if (!copy.left.has(dot)) buried.add(dot);
  }
  // A server that lost its copy may have folded what was removed here with what another device told it again.
  const told = new Map(result.folds?.map(fromFoldRow));
  for (const parts of told.values()) for (const [dot] of parts) if (buried.has(dot)) unacknowledged.add(dot);
  const confirmed = new Set([...copy.confirmed, ...theirs.added.keys()]);
  for (const [dot] of request.added) if (acked.has(dot) && !dead.has(dot)) confirmed.add(dot);
  for (const dot of result.missing) confirmed.delete(dot);
  const state = mergeCarts(copy.state, theirs);
  // Where the body here is the one that stands (theirs came from a cookie, say), the server must hear of it.
  for (const [dot, body] of theirs.added)
    if (compareBodies(body, state.added.get(dot) ?? body) !== 0) confirmed.delete(dot);
  return tidy({
    ...copy,
    state,
    left,
    unacknowledged,
    buried,
    confirmed,
    folds: new Map([...copy.folds, ...told]),
    confirmedMarks: new Map([...copy.confirmedMarks, ...marks]),
    have: Math.max(copy.have, result.version),
    seen: Math.max(copy.seen, result.at),
    isPartial: false,
  });
}

/** The server's cart is what is true; what was here is kept aside until the shopper has been asked. */
function becomeStranger(
  copy: DeviceCopy,
  theirs: CartState,
  marks: ReadonlyMap<MarkRow[0], number>,
  result: SyncResult,
): DeviceCopy {
  const there = new Map(viewCart(theirs).map((line) => [line.variant, line.n]));
  const own = viewCart(copy.state).filter((line) => there.get(line.variant) !== line.n);
  const alreadyAsked = copy.asked.filter((line) => own.every(({ variant }) => variant !== line.variant));
  const removed = new Set([...copy.state.removed, ...copy.state.added.keys()]);
  for (const dot of theirs.added.keys()) removed.delete(dot);
  return {
    ...copy,
    // Notes and what is saved for later count their changes, so no absence makes them doubtful.
    state: { ...theirs, removed, marks: mergeCarts(copy.state, theirs).marks },
    left: new Set(theirs.added.keys()),
    unacknowledged: new Set(),
    buried: new Set([...copy.buried].filter((dot) => removed.has(dot))),
    confirmed: new Set(theirs.added.keys()),
    folds: new Map(result.folds?.map(fromFoldRow)),
    confirmedMarks: marks,
    have: result.version,
    seen: result.at,
    asked: [...alreadyAsked, ...own],
    isPartial: false,
  };
}

/** The shopper's answer: what they keep gets fresh dots. */
export function answerAsked(
  copy: DeviceCopy,
  keep: readonly CartLine[],
  maker: Maker,
): { readonly ok: true; readonly copy: DeviceCopy } | Extract<ChangeOutcome, { ok: false }> {
  let { state } = copy;
  for (const { variant, n } of keep) {
    const outcome = changeCart(state, { do: 'set', variant, n }, maker);
    if (!outcome.ok) return outcome;
    state = outcome.state;
  }
  return { ok: true, copy: { ...withState(copy, state), asked: [] } };
}
