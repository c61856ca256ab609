/**
 * Which parts a line of a parts list means: one rule for server and device. By SKU, part number or barcode, exactly but
 * for case, blanks and separators; never by likeness, and never across differing values.
 */
import type { LineSnapshot } from './line.ts';
import type { Measure } from './stated-value.ts';

/** A part that a line may mean, with what tells whether the line's stated value is its own. */
export interface Candidate extends LineSnapshot {
  readonly measures: readonly Measure[];
}

export interface NumberedCandidate extends Candidate {
  readonly barcode?: string | undefined;
}

/** More than these are no choice a person can make. */
const MOST_CANDIDATES = 12;

/**
 * One spelling for comparing. A separator between two digits stays, since it tells values apart: R-2.2K is not R-22K,
 * and 10-1 is not 101.
 */
export function matchKey(part: string): string {
  return part
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\d)[\s\-_./]+(?=\d)/g, (found) => /[./]/.exec(found)?.[0] ?? '-')
    .replace(/(?<!\d)[\s\-_./]+|[\s\-_./]+(?!\d|[\s\-_./])/g, '');
}

/** The same with every separator gone: two parts of one `matchKey` share it. */
export function looseKey(part: string): string {
  return part.toLowerCase().replace(/[ \-_./]+/g, '');
}

/** For each part as written, those of `known` that it names: none is "not found", several are for the shopper to choose from. */
export function matchParts(
  parts: readonly string[],
  known: readonly NumberedCandidate[],
): { readonly part: string; readonly candidates: readonly Candidate[] }[] {
  const bySku = Map.groupBy(known, (one) => one.sku);
  const byKey = new Map<string, Set<NumberedCandidate>>();
  for (const one of known)
    for (const text of [one.sku, one.partNumber, one.barcode ?? '']) {
      const key = matchKey(text);
      byKey.set(key, (byKey.get(key) ?? new Set()).add(one));
    }
  return parts.map((part) => {
    const key = matchKey(part);
    const found = key === '' ? [] : (bySku.get(part) ?? byKey.get(key) ?? []);
    const candidates = [...found].slice(0, MOST_CANDIDATES).map(({ barcode: _, ...candidate }) => candidate);
    return { part, candidates };
  });
}
