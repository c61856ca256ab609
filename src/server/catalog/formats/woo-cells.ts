/** Cells of WooCommerce's product CSV: lists with escaped commas, category paths, kinds of product. */

import type { SaleCells } from './sale-cells.ts';

/** "a, b\, c" -> ["a", "b, c"]. */
export function commaList(text: string): string[] {
  return text
    .split(/(?<!\\),/)
    .map((part) => part.replaceAll('\\,', ',').trim())
    .map((part) => part.replace(/,$/, ''))
    .filter((part) => part !== '');
}

/** "A > B, C": the deepest is home, the others are told apart. */
export function categoriesOf(text: string): { home: string[]; others: string[] } {
  const paths = commaList(text).map((path) =>
    path
      .split('>')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
  const [home = [], ...others] = paths.toSorted((a, b) => b.length - a.length);
  return { home, others: others.map((path) => path.at(-1)!).filter((name) => !home.includes(name)) };
}

export type WooKind = 'simple' | 'variable' | 'variation' | 'grouped' | 'external';

const KINDS: readonly WooKind[] = ['variation', 'variable', 'grouped', 'external', 'simple'];

/** The kind in "simple, downloadable, virtual"; plugin kinds (subscription, bundle) are none of ours. */
export function kindOf(text: string): WooKind | undefined {
  const words = commaList(text.toLowerCase());
  return words.length === 0 ? 'simple' : KINDS.find((kind) => words.includes(kind));
}

const GRAMS: Readonly<Record<string, number>> = {
  kg: 1_000,
  g: 1,
  lbs: 453.59237,
  lb: 453.59237,
  oz: 28.349523125,
};

/** The column "Weight (kg)" and what its unit is in grams. */
export function weightColumn(columns: readonly string[]): { column: string; grams: number } | undefined {
  for (const column of columns) {
    const found = /^weight \((kg|g|lbs?|oz)\)$/i.exec(column.trim());
    if (found) return { column, grams: GRAMS[found[1]!.toLowerCase()]! };
  }
  return undefined;
}

/** Columns like "Length (cm)", as label and unit. */
export function sizeColumns(columns: readonly string[]): { column: string; label: string; unit: string }[] {
  return columns.flatMap((column) => {
    const found = /^(length|width|height) \((mm|cm|m|in|yd)\)$/i.exec(column.trim());
    return found ? { column, label: found[1]!, unit: found[2]! } : [];
  });
}

/** Where a sale price with dates stands. */
export const SALE_COLUMNS = {
  price: 'Sale price',
  from: 'Date sale price starts',
  until: 'Date sale price ends',
} as const;

export function saleCells(row: { get(column: string): string }): SaleCells {
  return {
    price: row.get(SALE_COLUMNS.price),
    from: row.get(SALE_COLUMNS.from),
    until: row.get(SALE_COLUMNS.until),
  };
}
