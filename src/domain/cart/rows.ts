/** A cart as plain rows: what travels as JSON and what is stored. Reading is strict: whole or refused. */
import type { VariantId } from '#domain/catalog/product.ts';
import { liveDots, LONGEST_NOTE, type Addition, type CartState, type Mark, type MarkKey } from './cart.ts';
import { isQuantity, isVariantId } from './change-cart.ts';
import { isDot, type Dot } from './dot.ts';
import type { Entry } from './fold.ts';

/** [dot, variant, pieces, 0 for add or 1 for set, at] */
export type AdditionRow = readonly [dot: Dot, variant: VariantId, n: number, kind: 0 | 1, at: number];
/** [key, rev, value] */
export type MarkRow = readonly [key: MarkKey, rev: number, value: string];

/** [fold, what devices made that it stands for] */
export type FoldRow = readonly [fold: Dot, parts: readonly AdditionRow[]];

const MOST_TIME = 8.64e15;

export function toRow([dot, { variant, n, kind, at }]: readonly [Dot, Addition]): AdditionRow {
  return [dot, variant, n, kind === 'set' ? 1 : 0, at];
}

export function fromRow([dot, variant, n, kind, at]: AdditionRow): readonly [Dot, Addition] {
  return [dot, { variant, n, kind: kind === 1 ? 'set' : 'add', at }];
}

export function toFoldRow([fold, parts]: readonly [Dot, readonly Entry[]]): FoldRow {
  return [fold, parts.map(toRow)];
}

export function fromFoldRow([fold, parts]: FoldRow): readonly [Dot, readonly Entry[]] {
  return [fold, parts.map(fromRow)];
}

export function liveRows(state: CartState): AdditionRow[] {
  return [...liveDots(state)].map(toRow);
}

export function toMarkRow([key, { rev, value }]: readonly [MarkKey, Mark]): MarkRow {
  return [key, rev, value];
}

export function fromRows(
  added: readonly AdditionRow[],
  removed: readonly Dot[],
  marks: readonly MarkRow[] = [],
): CartState {
  return {
    added: new Map(added.map(fromRow)),
    removed: new Set(removed),
    marks: new Map(marks.map(([key, rev, value]) => [key, { rev, value }])),
  };
}

export function isAdditionRow(row: unknown): row is AdditionRow {
  if (!Array.isArray(row) || row.length !== 5) return false;
  const [dot, variant, n, kind, at] = row as unknown[];
  return (
    isDot(dot) &&
    typeof variant === 'number' &&
    isVariantId(variant) &&
    typeof n === 'number' &&
    isQuantity(n) &&
    (kind === 0 || kind === 1) &&
    typeof at === 'number' &&
    Number.isInteger(at) &&
    at >= -1_023 &&
    at <= MOST_TIME
  );
}

export function isFoldRow(row: unknown): row is FoldRow {
  if (!Array.isArray(row) || row.length !== 2) return false;
  const [fold, parts] = row as unknown[];
  return isDot(fold) && Array.isArray(parts) && parts.every(isAdditionRow);
}

export function isMarkRow(row: unknown): row is MarkRow {
  if (!Array.isArray(row) || row.length !== 3) return false;
  const [key, rev, value] = row as unknown[];
  if (typeof key !== 'string' || !/^[nl]\d{1,13}$/.test(key) || !isVariantId(Number(key.slice(1))))
    return false;
  if (typeof rev !== 'number' || !Number.isInteger(rev) || rev < 1 || rev > 2 ** 40) return false;
  if (typeof value !== 'string') return false;
  if (key.startsWith('l')) return value === '' || isQuantity(Number(value));
  return value.length <= 2 * LONGEST_NOTE && !/\p{Cc}/u.test(value);
}
