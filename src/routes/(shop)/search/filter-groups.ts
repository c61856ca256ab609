/** The filters of an answer in the order a shopper meets them, worded and numeric ones alike. */
import { showQuantity } from '#domain/catalog/show-quantity.ts';
import { formatBounds } from '#domain/search/bounds.ts';
import { spellValue } from '#domain/search/form-pairs.ts';
import type { NumberAttribute, WordAttribute } from '#domain/search/query/attributes.ts';
import type { BrandTally } from '#domain/search/query/counts.ts';
import type { SearchAnswer } from '#protocol/search.ts';

export interface TickValue {
  readonly value: string;
  readonly text: string;
  readonly count: number;
  readonly selected: boolean;
  readonly soft?: boolean;
}

export interface FilterGroup {
  readonly key: string;
  readonly label: string;
  /** Field name of its ticks. */
  readonly name: string;
  readonly ticks: readonly TickValue[];
  readonly more: number;
  /** Drawn as a histogram. */
  readonly range?: NumberAttribute;
  readonly isChosen: boolean;
}

/** Price, makers, then the properties most parts state; within a quarter of coverage the server's own order stands. */
export function filterGroups(answer: SearchAnswer): FilterGroup[] {
  const [price, ...ranges] = answer.ranges;
  const known = (group: { unknown: number }) =>
    answer.total === 0 ? 0 : Math.round((1 - group.unknown / answer.total) * 4);
  const properties = [
    ...answer.facets.map((facet) => ({ known: known(facet), group: worded(facet) })),
    ...ranges.map((facet) => ({ known: known(facet), group: numeric(facet) })),
  ].sort((a, b) => b.known - a.known);
  return [
    ...(price && price.most > price.least ? [numeric(price)] : []),
    ...(answer.brands.values.length > 1 || answer.brands.values.some((value) => value.selected)
      ? [{ ...worded(answer.brands), name: 'brand', label: 'Maker' }]
      : []),
    ...properties.map(({ group }) => group),
  ];
}

function worded(facet: WordAttribute | BrandTally): FilterGroup {
  return {
    key: facet.key,
    label: facet.label,
    name: `a.${facet.key}`,
    ticks: [
      ...facet.values.map((one) => ({ ...one, text: one.value, value: spellValue(one.value) })),
      ...unknown(facet),
    ],
    more: facet.more,
    isChosen: facet.unknownSelected || facet.values.some((value) => value.selected),
  };
}

/** Few different numbers are ticked, many are drawn. */
function numeric(facet: NumberAttribute): FilterGroup {
  const isChosen = facet.unknownSelected || facet.selected.length > 0;
  const spelled = new Set(facet.selected.map(formatBounds));
  return {
    key: facet.key,
    label: facet.label,
    name: `a.${facet.key}`,
    ticks: [
      ...facet.values.map(({ value, count }) => {
        const bounds = formatBounds({ least: value, most: value });
        return { value: bounds, text: showQuantity(value, facet.unit), count, selected: spelled.has(bounds) };
      }),
      ...unknown(facet),
    ],
    more: 0,
    ...(facet.values.length === 0 && { range: facet }),
    isChosen,
  };
}

function unknown(facet: { unknown: number; unknownSelected: boolean }): TickValue[] {
  if (facet.unknown === 0 && !facet.unknownSelected) return [];
  return [
    {
      value: 'unknown',
      text: 'not stated',
      count: facet.unknown,
      selected: facet.unknownSelected,
      soft: true,
    },
  ];
}
