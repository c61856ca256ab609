/**
 * GET /api/catalog/feed/<category id>?v=2&since=<generation>&after=<product id>: NDJSON, one category's products changed
 * after `since`, ascending by id, tombstones included; the whole category with since=0 (then without tombstones).
 * Lines: a FeedHead, any number of FeedRow (domain/catalog/feed.ts) with further FeedHead lines wherever the dictionary
 * grows, and a FeedEnd. Without the last line the answer was cut: ask again with `after` = the last id received.
 * Version 2 has FeedPage lines (domain/catalog/feed-page.ts) in place of FeedRow lines, and its heads leave out the keys
 * that follow from their labels. Without `v` the answer is version 1, for devices of before.
 * With category 0 and since > 0: what changed in the whole shop, the feeds of the touched categories one after the other
 * (each begins with its own FeedHead and dictionary) and one FeedEnd; 410 where that is too much for one answer.
 */
import type { FeedDictionary } from '#domain/catalog/feed.ts';
import type { SentDictionary } from '#domain/catalog/feed-words.ts';
import type { ManifestAnswer } from './catalog.ts';

export const FEED_VERSIONS = [1, 2] as const;
export type FeedVersion = (typeof FEED_VERSIONS)[number];
/** In place of a category's id. */
export const WHOLE_SHOP = 0;
export const FEED_TYPE = 'application/x-ndjson';

export interface FeedHead {
  readonly v: FeedVersion;
  readonly vendors: FeedDictionary['vendors'];
  readonly attributes: SentDictionary['attributes'];
  readonly category: number;
  readonly generation: number;
}

export interface FeedEnd {
  /** The generation of every row above: what to ask `since` next time. */
  readonly generation: number;
  readonly complete: true;
}

export function feedAddress(category: number, since: number, after = 0): string {
  return `/api/catalog/feed/${category}?v=2&since=${since}${after > 0 ? `&after=${after}` : ''}`;
}

export type ManifestCategory = ManifestAnswer['categories'][number];
