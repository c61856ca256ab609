/**
 * GET /api/catalog/search and /api/catalog/suggest: what server and device answer alike.
 * The request is the address itself, read by domain/search/request.ts.
 */
import type { ProductCard, StockState } from '#domain/catalog/product.ts';
import type { Currency } from '#domain/money/money.ts';

/** One word of the question and what the catalog made of it. */
export interface WordAnswer {
  /** As typed, folded to lower case. */
  readonly text: string;
  /** exact: stands in the catalog; prefix: begins words of it; typo: a near word was taken; none: nothing like it. */
  readonly match: 'exact' | 'prefix' | 'typo' | 'none';
  /** The catalog's word, where another was taken. */
  readonly taken?: string;
}

/** Why a hit stands where it stands. The score is the sum of the words' scores times the coverage. */
export interface Explanation {
  readonly score: number;
  readonly coverage: number;
  readonly words: readonly {
    readonly text: string;
    /** The catalog's word that matched best in this product. */
    readonly term: string;
    readonly match: 'exact' | 'prefix' | 'typo' | 'joined';
    /** How rare the word is. */
    readonly rarity: number;
    /** How much this product is about it: fields, frequency, length; 0 to 1. */
    readonly impact: number;
    /** What the kind of match is worth: 1 for exact. */
    readonly weight: number;
    readonly score: number;
  }[];
}

export interface SearchHit {
  readonly product: ProductCard;
  /** How many of the question's words this product has. */
  readonly words: number;
  /** Unit price in micro-units when `quantity` are bought. */
  readonly unitPrice: number;
  /** Only with ?explain. */
  readonly explanation?: Explanation;
}

export interface FacetValue {
  readonly value: string;
  /** Products left when this value is chosen, all other filters as they are. */
  readonly count: number;
  readonly selected: boolean;
}

/** Values of a worded attribute, most frequent first. */
export interface Facet {
  readonly key: string;
  readonly label: string;
  readonly values: readonly FacetValue[];
  /** More values than listed. */
  readonly more: number;
  /** Products that do not state it. */
  readonly unknown: number;
  readonly unknownSelected: boolean;
}

/** A numeric attribute: its span, how products lie in it, and what is chosen. */
export interface RangeFacet {
  /** "price" or the attribute's key. */
  readonly key: string;
  readonly label: string;
  /** SI symbol; "" for a bare number; the price's numbers are micro-units. */
  readonly unit: string;
  /** Smallest and largest among the products left by all other filters. */
  readonly least: number;
  readonly most: number;
  readonly scale: 'linear' | 'log';
  /** Rising bars between `least` and `most`: from (included), to (excluded, but for the last) and products in it. */
  readonly bars: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  /** Every value when they are few (12 at most); else empty. */
  readonly values: readonly { readonly value: number; readonly count: number }[];
  readonly known: number;
  readonly unknown: number;
  readonly unknownSelected: boolean;
  readonly selected: readonly { readonly least?: number; readonly most?: number }[];
}

export interface CategoryCount {
  readonly path: string;
  readonly name: string;
  /** Products in it and below it. */
  readonly count: number;
}

export interface SearchAnswer {
  readonly generation: number;
  readonly currency: Currency;
  /** Words asked, in order; empty without a question. */
  readonly words: readonly WordAnswer[];
  /** Every counted product has this many of the words. */
  readonly wordsMatched: number;
  /** A spelling that finds more, ready to be asked. */
  readonly didYouMean?: string;
  /** Products that match; feeds all counts. */
  readonly total: number;
  /** True when there may be more than `total` (say "200+"). */
  readonly isLowerBound: boolean;
  readonly page: number;
  readonly pages: number;
  readonly hits: readonly SearchHit[];
  /** Products that have fewer of the words, best first; only when the last page of hits leaves room. */
  readonly near: readonly SearchHit[];
  /** The chosen category's children (the top level when none is chosen) that hold matches. */
  readonly categories: readonly CategoryCount[];
  readonly brands: Facet;
  readonly stock: Readonly<Record<StockState, number>>;
  /** Worded attributes, best known first; chosen ones always. */
  readonly facets: readonly Facet[];
  /** Price first, then numeric attributes, best known first; chosen ones always. */
  readonly ranges: readonly RangeFacet[];
}

/** GET /api/catalog/suggest?q=&c= */
export interface SuggestAnswer {
  readonly generation: number;
  readonly currency: Currency;
  /** Whole questions that go on from what was typed, each with results. */
  readonly completions: readonly string[];
  readonly categories: readonly CategoryCount[];
  readonly products: readonly ProductCard[];
}

/**
 * Address of a category's search segment (domain/search/segment), immutable for its generation; id 0: the whole shop,
 * whose generation is the shop's. 410 when the category has moved on.
 */
export function indexAddress(category: number, generation: number): string {
  return `/api/catalog/index/${category}?generation=${generation}`;
}
