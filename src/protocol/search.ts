/**
 * GET /api/catalog/search and /api/catalog/suggest: what server and device answer alike.
 * The request is the address itself, read by domain/search/request.ts.
 */
import type { ProductCard } from '#domain/catalog/product.ts';
import type { Currency } from '#domain/money/money.ts';
import type { Asked, Found } from '#domain/search/query/ask.ts';
import type { CategoryTally } from '#domain/search/query/tree.ts';

export interface SearchHit extends Omit<Found, 'id'> {
  readonly product: ProductCard;
}

/** What the engine found, its products as cards. */
export interface SearchAnswer extends Omit<Asked, 'hits' | 'near'> {
  readonly generation: number;
  readonly currency: Currency;
  readonly hits: readonly SearchHit[];
  readonly near: readonly SearchHit[];
}

/** GET /api/catalog/suggest?q=&c= */
export interface SuggestAnswer {
  readonly generation: number;
  readonly currency: Currency;
  /** Whole questions that go on from what was typed, each with results. */
  readonly completions: readonly string[];
  readonly categories: readonly CategoryTally[];
  readonly products: readonly ProductCard[];
}

/**
 * Address of a category's search segment (domain/search/segment), immutable for its generation; id 0: the whole shop,
 * whose generation is the shop's. 410 when the category has moved on.
 */
export function indexAddress(category: number, generation: number): string {
  return `/api/catalog/index/${category}?generation=${generation}`;
}
