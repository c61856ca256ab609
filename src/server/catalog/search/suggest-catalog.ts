/** Suggestions while typing, with the products' cards. */
import { suggest } from '#domain/search/query/suggest.ts';
import type { SearchRequest } from '#domain/search/request.ts';
import type { SuggestAnswer } from '#protocol/search.ts';
import type { Shop } from '#server/shop.ts';
import { readCards } from '../read/cards.ts';
import { keptOf } from '../read/kept.ts';
import { searchOf } from './search-engine.ts';

export type SuggestResult =
  | { readonly ok: true; readonly answer: SuggestAnswer; readonly isNewest: boolean }
  | { readonly ok: false; readonly reason: 'not-ready' };

export async function suggestCatalog(
  shop: Shop,
  { text, category }: Pick<SearchRequest, 'text' | 'category'>,
): Promise<SuggestResult> {
  const searchable = await searchOf(shop).current();
  if (!searchable) return { ok: false, reason: 'not-ready' };
  const memory = await keptOf(shop);
  const suggested = suggest(searchable.collection, text, category);
  return {
    ok: true,
    answer: {
      generation: searchable.generation,
      currency: shop.currency,
      ...suggested,
      products: await readCards(shop, memory, suggested.products),
    },
    isNewest: searchable.generation >= memory.generation,
  };
}
