/**
 * How much a word says about a product, by the field it stands in: BM25F (Robertson, Zaragoza, Taylor 2004).
 *
 *   weight = sum over fields of boost x occurrences / (1 - b + b x length / usual length)
 *   impact = weight / (k1 + weight), kept in 6 bits
 *
 * The usual lengths are constants, not this corpus's averages: so a product's impacts depend on the product alone,
 * and segments split or merged in any way give equal scores.
 */
export const FIELDS = ['title', 'code', 'vendor', 'category', 'attribute', 'text'] as const;
export type FieldName = (typeof FIELDS)[number];

interface Field {
  readonly boost: number;
  readonly b: number;
  readonly usual: number;
}

export const FIELD_WEIGHTS: Readonly<Record<FieldName, Field>> = {
  title: { boost: 4, b: 0.7, usual: 14 },
  code: { boost: 4, b: 0, usual: 3 },
  vendor: { boost: 2, b: 0.2, usual: 2 },
  category: { boost: 3, b: 0.2, usual: 4 },
  attribute: { boost: 1.5, b: 0.5, usual: 24 },
  text: { boost: 1, b: 0.5, usual: 30 },
};

const K1 = 0.6;
export const IMPACT_LEVELS = 63;

export function fieldFactor(field: FieldName, length: number): number {
  const { boost, b, usual } = FIELD_WEIGHTS[field];
  return boost / (1 - b + (b * length) / usual);
}

/** 1 to `IMPACT_LEVELS`. */
export function quantisedImpact(weight: number): number {
  const impact = weight / (K1 + weight);
  return Math.max(1, Math.min(IMPACT_LEVELS, Math.round(impact * IMPACT_LEVELS)));
}
