/** What a request without words means, written as plainly as can be: the model that `ask` is tested against. */
import { unitPriceAt } from '#domain/catalog/price-breaks.ts';
import type { Attribute } from '#domain/catalog/product.ts';
import { isWithin } from '../bounds.ts';
import type { SearchDocument } from '../document.ts';
import type { AttributeFilter, SearchRequest } from '../request.ts';

const RANK = { in: 0, low: 1, backorder: 2, out: 3 };

export function naiveAnswer(all: readonly SearchDocument[], request: SearchRequest, pageSize: number) {
  const left = all.filter((document) => passes(document, request));
  const sorted = left.toSorted((a, b) => compare(rankOf(a, request), rankOf(b, request)) || a.id - b.id);
  const pages = Math.max(1, Math.ceil(left.length / pageSize));
  const page = Math.min(request.page, pages);
  const count = (test: (document: SearchDocument) => boolean) => left.filter(test).length;
  return {
    total: left.length,
    page,
    pages,
    hits: sorted.slice((page - 1) * pageSize, page * pageSize).map((document) => ({
      id: document.id,
      unitPrice: Number.isNaN(priceOf(document, request)) ? 0 : priceOf(document, request),
    })),
    categories: childrenOf(left, request.category)
      .map(([path, name]) => ({ path, name, count: count((d) => d.crumbs.some((c) => c.path === path)) }))
      .sort((a, b) => b.count - a.count || (a.path < b.path ? -1 : 1)),
    stock: stockOf(all.filter((document) => passes(document, { ...request, inStock: false }))),
  };
}

function passes(document: SearchDocument, request: SearchRequest): boolean {
  const home = document.crumbs.at(-1)!.path;
  const price = priceOf(document, request);
  return (
    (request.category === '' || home === request.category || home.startsWith(`${request.category}/`)) &&
    (request.brands.length === 0 || request.brands.includes(document.vendor)) &&
    (!request.price || (!Number.isNaN(price) && isWithin(price, request.price))) &&
    (!request.inStock || document.stock === 'in' || document.stock === 'low') &&
    request.attributes.every((filter) => hasAttribute(document, filter))
  );
}

function hasAttribute(document: SearchDocument, filter: AttributeFilter): boolean {
  const own = document.attributes.filter((attribute) => attribute.key === filter.key);
  if (filter.unknown && own.length === 0) return true;
  return own.some(
    ({ text, value, upper }) =>
      (value === undefined && filter.values.includes(text)) ||
      (value !== undefined &&
        filter.ranges.some(
          ({ least, most }) =>
            Math.fround(value) <= Math.fround(most ?? Infinity) &&
            Math.fround(Math.max(upper ?? value, value)) >= Math.fround(least ?? -Infinity),
        )),
  );
}

function priceOf(document: SearchDocument, { quantity }: SearchRequest): number {
  if (document.offers.length === 0) return Number.NaN;
  return Math.min(...document.offers.map((offer) => unitPriceAt(offer, quantity)));
}

function rankOf(document: SearchDocument, request: SearchRequest): number {
  const { sort } = request;
  const sign = sort.startsWith('-') ? -1 : 1;
  if (sort === 'price' || sort === '-price') return sign * priceOf(document, request);
  const key = /^-?a\.(.*)$/.exec(sort)?.[1];
  if (key === undefined) return RANK[document.stock];
  const values = document.attributes
    .filter((attribute: Attribute) => attribute.key === key && attribute.value !== undefined)
    .map((attribute) => sign * Math.fround(attribute.value!));
  return values.length === 0 ? Number.NaN : Math.min(...values);
}

/** NaN, the unknown, comes last. */
function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a - b;
}

function childrenOf(left: readonly SearchDocument[], path: string): [string, string][] {
  const depth = path === '' ? 0 : path.split('/').length;
  return [
    ...new Map(
      left.flatMap(({ crumbs }) => {
        const child = crumbs[depth];
        return child ? [[child.path, child.name] as const] : [];
      }),
    ),
  ];
}

function stockOf(all: readonly SearchDocument[]) {
  const counts = { in: 0, low: 0, backorder: 0, out: 0 };
  for (const document of all) counts[document.stock]++;
  return counts;
}

/** Products that pass all filters but one attribute's, with what they state of it. */
export function statedWithout(all: readonly SearchDocument[], request: SearchRequest, key: string) {
  const attributes = request.attributes.filter((filter) => filter.key !== key);
  const left = all.filter((document) => passes(document, { ...request, attributes }));
  const states = (document: SearchDocument, test: (attribute: Attribute) => boolean) =>
    document.attributes.some((attribute) => attribute.key === key && test(attribute));
  return {
    unknown: left.filter((document) => !states(document, () => true)).length,
    having: (text: string) =>
      left.filter((document) => states(document, (a) => a.value === undefined && a.text === text)).length,
    lowest: Math.min(
      ...left.flatMap((d) => d.attributes.flatMap((a) => (a.key === key ? (a.value ?? Infinity) : Infinity))),
    ),
  };
}
