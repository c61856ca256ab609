/** A request asked of a collection: the whole answer but for the products' own records, which are fetched by id. */
import type { StockState } from '#domain/catalog/product.ts';
import type { SearchRequest } from '../request.ts';
import { hasBit } from '../segment/bits.ts';
import { attributesOf, type NumberAttribute, type WordAttribute } from './attributes.ts';
import { spreadOf } from './bars.ts';
import type { Collection } from './collection.ts';
import { countBrands, countCategories, countStock, type BrandTally } from './counts.ts';
import { explain, type Explanation } from './explain.ts';
import { findMatches, releaseMatches, type Matches } from './matches.ts';
import { firstOf, rankingOf, type Place } from './order.ts';
import { leftWithout } from './tally.ts';
import type { CategoryTally } from './tree.ts';
import { suggestSpelling, tellWords, type WordTold } from './spelling.ts';

export interface Found {
  readonly id: number;
  /** How many of the question's words it has. */
  readonly words: number;
  /** Micro-units of one at the asked quantity; 0 where nothing is offered. */
  readonly unitPrice: number;
  /** Only with ?explain. */
  readonly explanation?: Explanation;
}

export interface Asked {
  /** Words asked, in order; empty without a question. */
  readonly words: readonly WordTold[];
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
  readonly hits: readonly Found[];
  /** Products that have fewer of the words, best first; only when the last page of hits leaves room. */
  readonly near: readonly Found[];
  /** The chosen category's children (the top level when none is chosen) that hold matches. */
  readonly categories: readonly CategoryTally[];
  readonly brands: BrandTally;
  readonly stock: Readonly<Record<StockState, number>>;
  /** Worded attributes, best known first; chosen ones always. */
  readonly facets: readonly WordAttribute[];
  /** Price first, then numeric attributes, best known first; chosen ones always. */
  readonly ranges: readonly NumberAttribute[];
}

export function ask(collection: Collection, request: SearchRequest, pageSize: number): Asked {
  const matches = findMatches(collection, request);
  try {
    return answerOf(collection, matches, request, pageSize);
  } finally {
    releaseMatches(matches);
  }
}

function answerOf(collection: Collection, matches: Matches, request: SearchRequest, pageSize: number): Asked {
  const { words, numbers } = attributesOf(collection, matches, request);
  const price = spreadPrices(collection, matches, request);
  const suggestion = suggestSpelling(matches.question, request.text);
  return {
    words: tellWords(matches.question),
    wordsMatched: matches.wordsMatched,
    ...(suggestion !== undefined && { didYouMean: suggestion }),
    total: matches.total,
    isLowerBound: matches.question.isCut && matches.total > 0,
    ...takePage(collection, matches, request, pageSize),
    categories: countCategories(collection, matches, request.category),
    brands: countBrands(collection, matches, request),
    stock: countStock(collection, matches),
    facets: words,
    ranges: price ? [price, ...numbers] : numbers,
  };
}

/** One page of hits; where it is the last and leaves room, products with fewer of the words follow. */
export function takePage(
  collection: Collection,
  matches: Matches,
  request: SearchRequest,
  pageSize: number,
): Pick<Asked, 'page' | 'pages' | 'hits' | 'near'> {
  const pages = Math.max(1, Math.ceil(matches.total / pageSize));
  const page = Math.min(request.page, pages);
  const rankings = rankingOf(collection, matches, request);
  const tell = (place: Place) => tellHit(collection, matches, request, place);
  const products = matches.parts.map((part) => part.left.members);
  const hits = firstOf(collection, products, rankings, page * pageSize).slice((page - 1) * pageSize);
  const room = page === pages && request.sort === 'relevance' ? pageSize - hits.length : 0;
  const near = room > 0 ? firstOf(collection, nearProducts(matches), rankings, room) : [];
  return { page, pages, hits: hits.map(tell), near: near.map(tell) };
}

/** What has some of the words, passes the filters and is no match. */
function nearProducts(matches: Matches): Uint32Array[] {
  return matches.parts.map(({ scored, scope, matched, passes }) =>
    scored
      ? scored.docs
          .subarray(0, scored.size)
          .filter(
            (doc) =>
              !hasBit(matched, doc) &&
              (!scope || hasBit(scope, doc)) &&
              passes.every((pass) => hasBit(pass.bits, doc)),
          )
      : new Uint32Array(),
  );
}

function tellHit(collection: Collection, matches: Matches, request: SearchRequest, place: Place): Found {
  const { segment } = collection.parts[place.part]!;
  const price = segment.prices(request.quantity)[place.doc]!;
  return {
    id: place.id,
    words: matches.parts[place.part]!.scored?.words[place.doc] ?? 0,
    unitPrice: Number.isNaN(price) ? 0 : price,
    ...(request.explain && { explanation: explain(collection, matches, place) }),
  };
}

function spreadPrices(
  collection: Collection,
  matches: Matches,
  request: SearchRequest,
): NumberAttribute | undefined {
  const left = leftWithout(matches, 'price');
  const spread = spreadOf((each) => {
    collection.parts.forEach(({ segment }, part) => {
      const { members } = left[part]!;
      if (members.length === 0) return;
      const prices = segment.prices(request.quantity);
      for (const doc of members) if (!Number.isNaN(prices[doc]!)) each(prices[doc]!, 1);
    });
  }, 'whole');
  if (!spread || (spread.least === spread.most && !request.price)) return undefined;
  const known = spread.counts.reduce((sum, count) => sum + count, 0);
  const size = left.reduce((sum, part) => sum + part.members.length, 0);
  return {
    key: 'price',
    label: 'Price',
    unit: '',
    ...spread,
    values: [],
    known,
    unknown: size - known,
    unknownSelected: false,
    selected: request.price ? [request.price] : [],
  };
}
