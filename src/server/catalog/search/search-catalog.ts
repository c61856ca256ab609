/** A search answered: the engine's answer with the products' cards. */
import type { Found } from '#domain/search/query/ask.ts';
import type { SearchRequest } from '#domain/search/request.ts';
import type { SearchAnswer, SearchHit } from '#protocol/search.ts';
import type { Shop } from '#server/shop.ts';
import { readCards } from '../read/cards.ts';
import { keptOf } from '../read/kept.ts';
import { askKept } from './kept-answers.ts';
import { searchOf } from './search-engine.ts';

export type SearchResult =
  | { readonly ok: true; readonly answer: SearchAnswer; readonly isNewest: boolean }
  | { readonly ok: false; readonly reason: 'not-ready' };

/** `isNewest` is false while a long build runs: the answer is of the generation it names and should not be stored. */
export async function searchCatalog(shop: Shop, request: SearchRequest): Promise<SearchResult> {
  const searchable = await searchOf(shop).current();
  if (!searchable) return { ok: false, reason: 'not-ready' };
  const memory = await keptOf(shop);
  const asked = askKept(searchable.collection, request);
  const ids = [...asked.hits, ...asked.near].map((found) => found.id);
  const cards = new Map((await readCards(shop, memory, ids)).map((card) => [card.id, card]));
  const hits = (found: readonly Found[]) =>
    found.flatMap(({ id, ...hit }): SearchHit[] => {
      const product = cards.get(id);
      return product ? [{ product, ...hit }] : [];
    });
  return {
    ok: true,
    answer: {
      generation: searchable.generation,
      currency: shop.currency,
      ...asked,
      hits: hits(asked.hits),
      near: hits(asked.near),
    },
    isNewest: searchable.generation >= memory.generation,
  };
}
