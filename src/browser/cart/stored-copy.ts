/** The working copy as it lies in IndexedDB: plain rows. Reading back is strict about shape and forgiving about absence. */
import type { CartState, MarkKey } from '#domain/cart/cart.ts';
import { EMPTY_COPY, type DeviceCopy } from '#domain/cart/device-copy.ts';
import { isDot, type Dot } from '#domain/cart/dot.ts';
import {
  fromFoldRow,
  fromRows,
  isAdditionRow,
  isFoldRow,
  isMarkRow,
  liveRows,
  toFoldRow,
  toMarkRow,
  type AdditionRow,
  type FoldRow,
  type MarkRow,
} from '#domain/cart/rows.ts';
import type { CartLine } from '#domain/cart/view-cart.ts';

export interface StoredCopy {
  readonly format: 1;
  readonly added: readonly AdditionRow[];
  readonly removed: readonly Dot[];
  readonly marks: readonly MarkRow[];
  readonly left: readonly Dot[];
  readonly unacknowledged: readonly Dot[];
  readonly buried: readonly Dot[];
  readonly confirmed: readonly Dot[];
  readonly folds: readonly FoldRow[];
  readonly confirmedMarks: readonly (readonly [MarkKey, number])[];
  readonly have: number;
  readonly seen: number;
  readonly asked: readonly CartLine[];
  readonly isPartial: boolean;
}

export function writeCopy(copy: DeviceCopy): StoredCopy {
  return {
    format: 1,
    added: liveRows(copy.state),
    removed: [...copy.state.removed],
    marks: [...copy.state.marks].map(toMarkRow),
    left: [...copy.left],
    unacknowledged: [...copy.unacknowledged],
    buried: [...copy.buried],
    confirmed: [...copy.confirmed],
    folds: [...copy.folds].map(toFoldRow),
    confirmedMarks: [...copy.confirmedMarks],
    have: copy.have,
    seen: copy.seen,
    asked: copy.asked,
    isPartial: copy.isPartial,
  };
}

/** The copy, or undefined where there is none or it cannot be one of ours: then the other stores restore it. */
export function readCopy(stored: unknown): DeviceCopy | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const parts = stored as Partial<Record<keyof StoredCopy, unknown>>;
  if (parts.format !== 1) return undefined;
  const added = listOf(parts.added, isAdditionRow);
  const removed = listOf(parts.removed, isDot);
  if (!added || !removed) return undefined;
  const marks = listOf(parts.marks, isMarkRow) ?? [];
  const state: CartState = fromRows(added, removed, marks);
  const unacknowledged = listOf(parts.unacknowledged, isDot) ?? removed;
  return {
    ...EMPTY_COPY,
    state,
    left: new Set(listOf(parts.left, isDot) ?? [...state.added.keys()]),
    unacknowledged: new Set(unacknowledged),
    // Not known to copies of before 2026-11-26: what was acknowledged by then may have been a fold's.
    buried: new Set(listOf(parts.buried, isDot) ?? unacknowledged),
    confirmed: new Set(listOf(parts.confirmed, isDot) ?? []),
    // Not known to copies of before 2026-11-26 either: the server says it again when it names the fold.
    folds: new Map((listOf(parts.folds, isFoldRow) ?? []).map(fromFoldRow)),
    confirmedMarks: new Map(listOf(parts.confirmedMarks, isMarkCount) ?? []),
    have: countOf(parts.have),
    seen: countOf(parts.seen),
    asked: listOf(parts.asked, isLine) ?? [],
    isPartial: parts.isPartial === true,
  };
}

function listOf<T>(value: unknown, is: (one: unknown) => one is T): T[] | undefined {
  return Array.isArray(value) && value.every(is) ? (value as T[]) : undefined;
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

function isMarkCount(one: unknown): one is readonly [MarkKey, number] {
  return Array.isArray(one) && isMarkRow([one[0], one[1], '']);
}

function isLine(one: unknown): one is CartLine {
  if (typeof one !== 'object' || one === null) return false;
  const { variant, n, note } = one as Record<string, unknown>;
  return Number.isSafeInteger(variant) && Number.isSafeInteger(n) && typeof note === 'string';
}
