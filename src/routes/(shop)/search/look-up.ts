/** What search and category pages share: reading the address, asking, and spelling another address of the same page. */
import { redirect } from '@sveltejs/kit';
import { formPairs, isFormSpelled } from '#domain/search/form-pairs.ts';
import { formatRequest, parseRequest, type SearchRequest } from '#domain/search/request.ts';
import type { SearchAnswer } from '#protocol/search.ts';
import { ask } from '../ask.ts';

/** Cards with drawings, or a dense table with quantity fields. */
export type ListView = 'cards' | 'table';

export interface Asked {
  readonly request: SearchRequest;
  readonly view: ListView;
}

/** Reads an address; what a form without script spelled is redirected to its one spelling. */
export function readAddress(url: URL, category?: string): Asked {
  const asked = readPairs(url.searchParams, category);
  if (isFormSpelled(url.searchParams)) redirect(303, addressOf(url.pathname, asked));
  return asked;
}

/** `category` is where a category page stands; it is not repeated in its address. */
export function readPairs(pairs: Iterable<readonly [string, string]>, category?: string): Asked {
  const plain = formPairs(pairs);
  const request = parseRequest(plain);
  const view = plain.some(([name, value]) => name === 'view' && value === 'table') ? 'table' : 'cards';
  return { request: category === undefined ? request : { ...request, category }, view };
}

export function addressOf(path: string, { request, view }: Asked): string {
  const isCategoryPage = path.startsWith('/c/');
  const words = formatRequest(isCategoryPage ? { ...request, category: '' } : request);
  const query = [words, view === 'table' ? 'view=table' : ''].filter(Boolean).join('&');
  return query ? `${path}?${query}` : path;
}

export function search(fetch: typeof globalThis.fetch, request: SearchRequest): Promise<SearchAnswer> {
  const words = formatRequest(request);
  return ask<SearchAnswer>(fetch, `/api/catalog/search${words ? `?${words}` : ''}`, 'search');
}
