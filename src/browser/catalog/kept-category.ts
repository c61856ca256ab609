/**
 * What the device keeps of one category. Records are written once under a number of their own and never changed: a sync
 * writes new ones beside the old, and one transaction at its end moves `live`, the lookups and the generation together.
 */
import type { FeedDictionary, FeedRow } from '#domain/catalog/feed.ts';

export type ProductRow = Exclude<FeedRow, readonly [number]>;

/** Several hundred rows, each with the dictionary it was written by. */
export interface StoredRecord {
  readonly category: number;
  readonly number: number;
  readonly dictionaries: readonly FeedDictionary[];
  readonly rows: readonly (readonly [dictionary: number, row: FeedRow])[];
}

/** A sync that was cut: where to go on. */
export interface Resume {
  /** The round's `since`; the first round of a first sync has 0. */
  readonly since: number;
  readonly after: number;
  /** What the round's first answer promised; 0 before it came. */
  readonly generation: number;
  /** Records the next generation starts from: the live ones, or those of the first round. */
  readonly base: readonly number[];
  /** Records of changes to be folded into them, oldest first. */
  readonly changes: readonly number[];
}

/** In shown order: what can be bought first, then by title. */
export interface Listing {
  readonly ids: Uint32Array;
  /** Record number x ROOM + place in it. */
  readonly places: Uint32Array;
  readonly hashes: Uint32Array;
  readonly titles: readonly string[];
  /** How many at the beginning can be bought. */
  readonly available: number;
}

export interface KeptCategory {
  readonly id: number;
  /** 0: nothing whole is here yet. */
  readonly generation: number;
  /** Device time of the last look at the server's newest. */
  readonly checkedAt: number;
  readonly bytes: number;
  readonly live: readonly number[];
  readonly nextRecord: number;
  /** Sorted hash of the slug -> place. */
  readonly slugHashes: Uint32Array;
  readonly slugPlaces: Uint32Array;
  /** Sorted product id -> place. */
  readonly ids: Uint32Array;
  readonly idPlaces: Uint32Array;
  /** Products that changed or went, each generation's; whole back to `changedSince`. A search segment of that time needs no more. */
  readonly changed?: readonly ChangedProducts[];
  readonly changedSince?: number;
  /** The attributes a list shows (domain/catalog/facts.ts). */
  readonly facts: readonly string[];
  readonly resume?: Resume;
}

export interface ChangedProducts {
  readonly generation: number;
  readonly ids: Uint32Array;
}

/** A category as it will be once it goes live. */
export interface Folded {
  readonly kept: KeptCategory;
  readonly listing: Listing;
}

/** Rows of one record; places are record number x ROOM + position. */
export const ROOM = 512;
export const ROWS = 400;

export const recordOf = (place: number): number => Math.floor(place / ROOM);
export const positionOf = (place: number): number => place % ROOM;

export function blankCategory(id: number): KeptCategory {
  const none = new Uint32Array();
  return {
    id,
    generation: 0,
    checkedAt: 0,
    bytes: 0,
    live: [],
    nextRecord: 1,
    slugHashes: none,
    slugPlaces: none,
    ids: none,
    idPlaces: none,
    facts: [],
  };
}

/** FNV-1a over the UTF-16 units; only narrows the search, the slug itself decides. */
export function hashOf(slug: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < slug.length; i += 1) hash = Math.imul(hash ^ slug.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Every index where `sorted` holds `wanted`: hashes may collide. */
export function findAll(sorted: Uint32Array, wanted: number): number[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  const found: number[] = [];
  while (low < sorted.length && sorted[low] === wanted) found.push(low++);
  return found;
}
