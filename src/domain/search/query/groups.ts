/** The columns of several segments, put together: one group per key's words, and per key and unit of its numbers. */
import type { Column } from '../segment/columns.ts';
import type { Segment } from '../segment/segment.ts';

export interface ColumnGroup {
  readonly key: string;
  readonly label: string;
  /** SI symbol of numbers; absent for words. */
  readonly unit?: string;
  /** The column's place in each segment that has it. */
  readonly places: readonly (number | undefined)[];
  /** No other group has this key. */
  readonly isAlone: boolean;
}

export function groupColumns(segments: readonly Segment[]): ColumnGroup[] {
  const found = new Map<
    string,
    { key: string; label: string; unit?: string; places: (number | undefined)[] }
  >();
  const keys = new Map<string, number>();
  segments.forEach(({ meta }, part) =>
    meta.columns.forEach(({ key, label, unit }, place) => {
      const id = `${key}\u0000${unit ?? '\u0000'}`;
      let group = found.get(id);
      if (!group) {
        found.set(id, (group = { key, label, ...(unit !== undefined && { unit }), places: [] }));
        keys.set(key, (keys.get(key) ?? 0) + 1);
      }
      if (label < group.label) group.label = label;
      group.places[part] = place;
    }),
  );
  return [...found.values()].map((group) => ({ ...group, isAlone: keys.get(group.key) === 1 }));
}

export function eachColumn(
  segments: readonly { readonly segment: Segment }[],
  { places }: ColumnGroup,
  visit: (column: Column, part: number) => void,
): void {
  segments.forEach(({ segment }, part) => {
    const place = places[part];
    if (place !== undefined) visit(segment.column(place), part);
  });
}
