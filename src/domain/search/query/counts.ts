/** Counts beside the results: categories, makers, stock. */
import type { StockState } from '#domain/catalog/product.ts';
import type { SearchRequest } from '../request.ts';
import { STOCK_STATES } from '../segment/build.ts';
import type { Collection } from './collection.ts';
import type { Matches } from './matches.ts';
import { leftWithout, tallyCodes } from './tally.ts';
import type { CategoryTally } from './tree.ts';

/** Makers listed, beside chosen ones. */
const MOST_BRANDS = 15;

export interface ValueTally {
  readonly value: string;
  /** Products left when this value is chosen, all other filters as they are. */
  readonly count: number;
  readonly selected: boolean;
}

/** The chosen category's children with what they and those below them hold; most first. */
export function countCategories(collection: Collection, matches: Matches, path: string): CategoryTally[] {
  const from = path === '' ? 0 : path.length + 1;
  const tallies = new Map<string, { name: string; count: number }>();
  collection.parts.forEach(({ segment }, part) => {
    const { categories } = segment.meta;
    const names = new Map(categories);
    tallyCodes(matches.parts[part]!.left, segment.categories, categories.length).forEach((count, code) => {
      const own = categories[code]![0];
      if (count === 0 || own.length <= from) return;
      const end = own.indexOf('/', from);
      const child = end < 0 ? own : own.slice(0, end);
      const tally = tallies.get(child) ?? { name: names.get(child) ?? child, count: 0 };
      tally.count += count;
      tallies.set(child, tally);
    });
  });
  return [...tallies]
    .map(([child, tally]) => ({ path: child, ...tally }))
    .sort((a, b) => b.count - a.count || (a.path < b.path ? -1 : 1));
}

export interface BrandTally {
  readonly key: 'brand';
  readonly label: 'Brand';
  readonly values: readonly ValueTally[];
  readonly more: number;
  readonly unknown: number;
  readonly unknownSelected: false;
}

/** Makers of what is left, most first; chosen ones always. */
export function countBrands(collection: Collection, matches: Matches, request: SearchRequest): BrandTally {
  const left = leftWithout(matches, 'brand');
  const counts = new Map<string, number>(request.brands.map((brand) => [brand, 0]));
  collection.parts.forEach(({ segment }, part) => {
    const { brands } = segment.meta;
    tallyCodes(left[part]!, segment.brands, brands.length).forEach((count, code) => {
      if (count > 0) add(counts, brands[code]!, count);
    });
  });
  const unknown = counts.get('') ?? 0;
  counts.delete('');
  const values = sortTallies(counts, request.brands);
  const listed = values.filter((value, i) => i < MOST_BRANDS || value.selected);
  const more = values.length - listed.length;
  return { key: 'brand', label: 'Brand', values: listed, more, unknown, unknownSelected: false };
}

export function countStock(collection: Collection, matches: Matches): Record<StockState, number> {
  const counts: Record<StockState, number> = { in: 0, low: 0, backorder: 0, out: 0 };
  leftWithout(matches, 'stock').forEach((left, part) => {
    const tallies = tallyCodes(left, collection.parts[part]!.segment.stock, STOCK_STATES.length);
    tallies.forEach((count, code) => (counts[STOCK_STATES[code]!] += count));
  });
  return counts;
}

/** Most first, ties by value. */
export function sortTallies(counts: ReadonlyMap<string, number>, chosen: readonly string[]): ValueTally[] {
  return [...counts]
    .map(([value, count]) => ({ value, count, selected: chosen.includes(value) }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

export function add(counts: Map<string, number>, value: string, count: number): void {
  counts.set(value, (counts.get(value) ?? 0) + count);
}
