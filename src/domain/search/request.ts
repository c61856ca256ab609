/**
 * What a shopper asks of the catalog, and its one spelling in an address:
 * `?q=&c=&brand=&price=<min>..<max>&stock=in&a.<attribute>=<min>..<max>|<value>|unknown&sort=&page=&n=&explain`.
 * Repeats mean "or". Attribute bounds are in SI base units, price bounds in the shop's major unit.
 * Reading never throws: what is wrong is left out, what is endless is cut. Same meaning, same spelling.
 */
import type { Micro } from '#domain/money/money.ts';
import { formatBounds, parseBounds, type Bounds } from './bounds.ts';

export interface AttributeFilter {
  readonly key: string;
  readonly ranges: readonly Bounds[];
  readonly values: readonly string[];
  /** Products that do not state the attribute. */
  readonly unknown: boolean;
}

/** "-" turns the order around; attributes sort by their number, unknown last. */
export type Sort = 'relevance' | 'price' | '-price' | 'stock' | `a.${string}` | `-a.${string}`;

export interface SearchRequest {
  readonly text: string;
  /** Category path; "" is the whole shop. */
  readonly category: string;
  readonly brands: readonly string[];
  /** Micro-units, at `quantity`. */
  readonly price?: Bounds;
  readonly inStock: boolean;
  /** By key, rising. */
  readonly attributes: readonly AttributeFilter[];
  readonly sort: Sort;
  /** From 1. */
  readonly page: number;
  /** How many the shopper wants of each: prices, price filter and price sort hold for it. */
  readonly quantity: number;
  readonly explain: boolean;
}

export const LIMITS = {
  text: 200,
  path: 300,
  key: 80,
  value: 120,
  values: 30,
  attributes: 20,
  page: 400,
  quantity: 9_999_999,
} as const;

export const EMPTY_REQUEST: SearchRequest = {
  text: '',
  category: '',
  brands: [],
  inStock: false,
  attributes: [],
  sort: 'relevance',
  page: 1,
  quantity: 1,
  explain: false,
};

const UNKNOWN = 'unknown';
const MICRO: Micro = 1_000_000;

/** Reads the pairs of an address (URLSearchParams is one such list). */
export function parseRequest(pairs: Iterable<readonly [string, string]>): SearchRequest {
  const brands: string[] = [];
  const attributes = new Map<string, { ranges: Bounds[]; values: string[]; unknown: boolean }>();
  const first = new Map<string, string>();
  for (const [name, given] of pairs) {
    if (name === 'brand') addValue(brands, given);
    else if (name.startsWith('a.')) addAttribute(attributes, name.slice(2), given);
    else if (!first.has(name)) first.set(name, given);
  }
  const price = parseBounds(first.get('price') ?? '');
  return {
    text: tidy(first.get('q') ?? '', LIMITS.text),
    category: tidy(first.get('c') ?? '', LIMITS.path).replace(/^\/+|\/+$/g, ''),
    brands: brands.sort(),
    ...(price && { price: inMicro(price) }),
    inStock: first.get('stock') === 'in',
    attributes: [...attributes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, { ranges, values, unknown }]) => ({
        key,
        ranges: ranges.sort((a, b) => (formatBounds(a) < formatBounds(b) ? -1 : 1)),
        values: values.sort(),
        unknown,
      })),
    sort: parseSort(first.get('sort') ?? ''),
    page: parseWhole(first.get('page'), LIMITS.page),
    quantity: parseWhole(first.get('n'), LIMITS.quantity),
    explain: first.has('explain'),
  };
}

/** The request's one spelling, without the question mark; "" for a request that asks nothing. */
export function formatRequest(request: SearchRequest): string {
  const pairs: string[] = [];
  const put = (name: string, value: string) => pairs.push(`${spell(name)}=${spell(value)}`);
  if (request.text) put('q', request.text);
  if (request.category) put('c', request.category);
  for (const brand of request.brands) put('brand', brand);
  if (request.price) put('price', formatBounds(inMajor(request.price)));
  if (request.inStock) put('stock', 'in');
  for (const { key, ranges, values, unknown } of request.attributes) {
    for (const range of ranges) put(`a.${key}`, formatBounds(range));
    for (const value of values) put(`a.${key}`, isSpecial(value) ? `=${value}` : value);
    if (unknown) put(`a.${key}`, UNKNOWN);
  }
  if (request.sort !== 'relevance') put('sort', request.sort);
  if (request.page > 1) put('page', String(request.page));
  if (request.quantity > 1) put('n', String(request.quantity));
  if (request.explain) pairs.push('explain');
  return pairs.join('&');
}

/** Whether anything narrows the catalog besides words and category. */
export function isFiltered(request: SearchRequest): boolean {
  return (
    request.brands.length > 0 ||
    request.attributes.length > 0 ||
    request.price !== undefined ||
    request.inStock
  );
}

function addValue(values: string[], given: string): void {
  const value = tidy(given, LIMITS.value);
  if (value && values.length < LIMITS.values && !values.includes(value)) values.push(value);
}

function addAttribute(
  attributes: Map<string, { ranges: Bounds[]; values: string[]; unknown: boolean }>,
  name: string,
  given: string,
): void {
  const key = tidy(name, LIMITS.key);
  if (!key || given === '') return;
  let filter = attributes.get(key);
  if (!filter) {
    if (attributes.size >= LIMITS.attributes) return;
    filter = { ranges: [], values: [], unknown: false };
  }
  const range = given.startsWith('=') ? undefined : parseBounds(given);
  if (given === UNKNOWN) filter.unknown = true;
  else if (range) addRange(filter.ranges, range);
  else addValue(filter.values, given.startsWith('=') ? given.slice(1) : given);
  if (filter.unknown || filter.ranges.length > 0 || filter.values.length > 0) attributes.set(key, filter);
}

function addRange(ranges: Bounds[], range: Bounds): void {
  const text = formatBounds(range);
  if (ranges.length < LIMITS.values && !ranges.some((r) => formatBounds(r) === text)) ranges.push(range);
}

/** A value that would be read as something else is spelled with "=" before it. */
function isSpecial(value: string): boolean {
  return value === UNKNOWN || value.startsWith('=') || parseBounds(value) !== undefined;
}

function parseSort(text: string): Sort {
  if (text === 'price' || text === '-price' || text === 'stock') return text;
  const key = /^(-?)a\.(.+)$/s.exec(text);
  if (!key?.[2]) return 'relevance';
  const name = tidy(key[2], LIMITS.key);
  if (!name) return 'relevance';
  return key[1] ? `-a.${name}` : `a.${name}`;
}

function parseWhole(text: string | undefined, most: number): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Math.min(Math.max(Number(text), 1), most) : 1;
}

function inMicro({ least, most }: Bounds): Bounds {
  const round = (major: number) => Math.min(Math.max(Math.round(major * MICRO), 0), Number.MAX_SAFE_INTEGER);
  return {
    ...(least !== undefined && { least: round(least) }),
    ...(most !== undefined && { most: round(most) }),
  };
}

function inMajor({ least, most }: Bounds): Bounds {
  return {
    ...(least !== undefined && { least: least / MICRO }),
    ...(most !== undefined && { most: most / MICRO }),
  };
}

/** One line, no control characters, no lone halves of a character, at most `most` UTF-16 units. */
function tidy(text: string, most: number): string {
  return text
    .slice(0, most * 4)
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}

function spell(text: string): string {
  return encodeURIComponent(text).replace(/%20/g, '+').replace(/%2F/g, '/').replace(/%2C/g, ',');
}
