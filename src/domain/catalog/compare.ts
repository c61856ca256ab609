/** Parts beside each other: one row a property, numbers in one measure, rows that differ marked. */
import type { Attribute, Product } from './product.ts';
import { measureFor, showQuantity } from './show-quantity.ts';

/** A comparison wider than this cannot be read. */
export const MOST_COMPARED = 6;

export interface ComparedRow {
  readonly key: string;
  readonly label: string;
  /** One a part; undefined where its maker does not state it. */
  readonly cells: readonly (string | undefined)[];
  readonly differs: boolean;
}

/** Rows in the order the parts state them; what most parts state comes first, single remarks last. */
export function compareRows(products: readonly Pick<Product, 'attributes'>[]): ComparedRow[] {
  const rows = new Map<string, { label: string; place: number; found: (Attribute | undefined)[] }>();
  products.forEach(({ attributes }, column) => {
    attributes.forEach((attribute, place) => {
      if (attribute.text === '') return;
      let row = rows.get(attribute.key);
      if (!row) rows.set(attribute.key, (row = { label: attribute.label, place, found: [] }));
      row.found[column] = attribute;
    });
  });
  const stated = (found: readonly (Attribute | undefined)[]) => found.filter(Boolean).length;
  return [...rows]
    .sort(([, a], [, b]) => stated(b.found) - stated(a.found) || a.place - b.place)
    .map(([key, { label, found }]) => {
      const columns = products.map((_, column) => found[column]);
      const cells = cellsOf(columns);
      return { key, label, cells, differs: new Set(columns.map(meaning)).size > 1 };
    });
}

/** Numbers written in different measures are shown in one, fitted to their middle; everything else as its maker wrote it. */
function cellsOf(columns: readonly (Attribute | undefined)[]): (string | undefined)[] {
  const stated = columns.filter((one) => one !== undefined);
  const unit = stated[0]?.unit;
  const isNumeric = stated.every((one) => one.value !== undefined && one.unit === unit && !one.upper);
  const isAlike = new Set(stated.map((one) => one.text.replace(/[\d.,\s±-]+/g, ''))).size < 2;
  if (!isNumeric || isAlike || unit === undefined) return columns.map((one) => one?.text);
  const sizes = stated.map((one) => Math.abs(one.value!)).sort((a, b) => a - b);
  const measure = measureFor(sizes[Math.floor((sizes.length - 1) / 2)]!, unit);
  return columns.map((one) => one && sign(one.text) + showQuantity(one.value!, unit, measure));
}

/** "±5 mm" keeps its sign. */
function sign(text: string): string {
  return /^(±|\+\/-)/.test(text) ? '±' : '';
}

/** What two cells must share to be the same: their number to four digits, or their words. */
function meaning(attribute: Attribute | undefined): string {
  if (!attribute) return '';
  if (attribute.value === undefined) return attribute.text.trim().toLowerCase();
  return [attribute.value, attribute.upper].map((n) => n?.toPrecision(4) ?? '').join() + attribute.unit;
}
