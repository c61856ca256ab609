/** What narrows a list, one chip each, and the request without it. */
import { measureFor, showQuantity } from '#domain/catalog/show-quantity.ts';
import { formatMicro } from '#domain/money/money.ts';
import type { Bounds } from '#domain/search/bounds.ts';
import type { AttributeFilter, SearchRequest } from '#domain/search/request.ts';
import type { SearchAnswer } from '#protocol/search.ts';

export interface Chip {
  readonly text: string;
  readonly without: SearchRequest;
}

export function chipsOf(request: SearchRequest, answer: SearchAnswer): Chip[] {
  const first = { ...request, page: 1 };
  const chips: Chip[] = [];
  if (request.inStock) chips.push({ text: 'In stock', without: { ...first, inStock: false } });
  for (const brand of request.brands)
    chips.push({
      text: brand,
      without: { ...first, brands: request.brands.filter((one) => one !== brand) },
    });
  if (request.price) {
    const { price, ...rest } = first;
    const text = `Price ${span(request.price, (value) => formatMicro(value, answer.currency))}`;
    chips.push({ text, without: price ? rest : first });
  }
  for (const filter of request.attributes) chips.push(...attributeChips(filter, first, answer));
  return chips;
}

/** The same question with nothing narrowing it. */
export function unfiltered(request: SearchRequest): SearchRequest {
  const { price: _, ...rest } = request;
  return { ...rest, brands: [], inStock: false, attributes: [], page: 1 };
}

function attributeChips(filter: AttributeFilter, request: SearchRequest, answer: SearchAnswer): Chip[] {
  const facet = [...answer.ranges, ...answer.facets].find((one) => one.key === filter.key);
  const label = facet?.label ?? filter.key;
  const unit = facet && 'unit' in facet ? facet.unit : '';
  const replace = (changed: AttributeFilter): SearchRequest => ({
    ...request,
    attributes: request.attributes
      .map((one) => (one.key === filter.key ? changed : one))
      .filter((one) => one.unknown || one.ranges.length > 0 || one.values.length > 0),
  });
  return [
    ...filter.ranges.map((range) => ({
      text: `${label} ${span(range, (value) => showQuantity(value, unit, measureFor(range.most ?? range.least ?? value, unit)))}`,
      without: replace({ ...filter, ranges: filter.ranges.filter((one) => one !== range) }),
    })),
    ...filter.values.map((value) => ({
      text: `${label} ${value}`,
      without: replace({ ...filter, values: filter.values.filter((one) => one !== value) }),
    })),
    ...(filter.unknown
      ? [{ text: `${label} not stated`, without: replace({ ...filter, unknown: false }) }]
      : []),
  ];
}

function span({ least, most }: Bounds, show: (value: number) => string): string {
  if (least !== undefined && most !== undefined)
    return least === most ? show(least) : `${show(least)} to ${show(most)}`;
  return least !== undefined ? `from ${show(least)}` : `up to ${show(most ?? 0)}`;
}
