/**
 * GET /api/catalog/feed/<category id>?since=<generation>&after=<product id>: NDJSON, one category's products changed
 * after `since`, ascending by id, tombstones included; the whole category with since=0 (then without tombstones).
 * Lines: a FeedHead, any number of FeedRow (domain/catalog/feed.ts) with further FeedHead lines wherever the dictionary
 * grows, and a FeedEnd. Without the last line the answer was cut: ask again with `after` = the last id received.
 */
import type { FeedDictionary } from '#domain/catalog/feed.ts';
import type { ManifestAnswer } from './catalog.ts';

export const FEED_VERSION = 1;
export const FEED_TYPE = 'application/x-ndjson';

export interface FeedHead extends FeedDictionary {
  readonly v: typeof FEED_VERSION;
  readonly category: number;
  readonly generation: number;
}

export interface FeedEnd {
  /** The generation of every row above: what to ask `since` next time. */
  readonly generation: number;
  readonly complete: true;
}

export function feedAddress(category: number, since: number, after = 0): string {
  return `/api/catalog/feed/${category}?since=${since}${after > 0 ? `&after=${after}` : ''}`;
}

export type ManifestCategory = ManifestAnswer['categories'][number];
