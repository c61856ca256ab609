/** The lookups and the shown order of a category, made from its records; entries of records that stayed are taken over. */
import { tellingKeys } from '#domain/catalog/facts.ts';
import { decodeFeedRow, isTombstone } from '#domain/catalog/feed.ts';
import {
  hashOf,
  recordOf,
  ROOM,
  type KeptCategory,
  type Listing,
  type StoredRecord,
} from './kept-category.ts';

export interface Entry {
  readonly id: number;
  readonly place: number;
  readonly hash: number;
  readonly title: string;
  readonly canBuy: boolean;
}

/** How many products tell what a list shows, as on the server. */
const SAMPLE = 120;
const OUT = 2;

export function entriesOf(record: StoredRecord): Entry[] {
  return record.rows.flatMap(([, row], position) => {
    if (isTombstone(row)) return [];
    const canBuy = row[9].some((variant) => variant[3] !== OUT);
    return [
      { id: row[0], place: record.number * ROOM + position, hash: hashOf(row[1]), title: row[2], canBuy },
    ];
  });
}

/** Entries of a listing whose record is still among `live`. */
export function entriesLeft(listing: Listing, live: ReadonlySet<number>): Entry[] {
  const entries: Entry[] = [];
  listing.ids.forEach((id, i) => {
    const place = listing.places[i]!;
    if (!live.has(recordOf(place))) return;
    entries.push({
      id,
      place,
      hash: listing.hashes[i]!,
      title: listing.titles[i]!,
      canBuy: i < listing.available,
    });
  });
  return entries;
}

export type Lookups = Pick<KeptCategory, 'slugHashes' | 'slugPlaces' | 'ids' | 'idPlaces'>;

export function indexEntries(entries: readonly Entry[]): { lookups: Lookups; listing: Listing } {
  const bySlug = [...entries].sort((a, b) => a.hash - b.hash);
  const byId = [...entries].sort((a, b) => a.id - b.id);
  const shown = [...entries].sort(
    (a, b) =>
      Number(b.canBuy) - Number(a.canBuy) || (a.title < b.title ? -1 : a.title > b.title ? 1 : a.id - b.id),
  );
  return {
    lookups: {
      slugHashes: Uint32Array.from(bySlug, (entry) => entry.hash),
      slugPlaces: Uint32Array.from(bySlug, (entry) => entry.place),
      ids: Uint32Array.from(byId, (entry) => entry.id),
      idPlaces: Uint32Array.from(byId, (entry) => entry.place),
    },
    listing: {
      ids: Uint32Array.from(shown, (entry) => entry.id),
      places: Uint32Array.from(shown, (entry) => entry.place),
      hashes: Uint32Array.from(shown, (entry) => entry.hash),
      titles: shown.map((entry) => entry.title),
      available: shown.filter((entry) => entry.canBuy).length,
    },
  };
}

/** What a list shows of this kind of part, told by its first products. Throws RangeError on rows nobody can read. */
export function factsOfRecords(records: readonly StoredRecord[]): string[] {
  const sample = records.flatMap((record) =>
    record.rows.flatMap(([index, row]) => {
      const words = record.dictionaries[index];
      return isTombstone(row) || !words ? [] : [decodeFeedRow(row, words, [])];
    }),
  );
  const first = sample.sort((a, b) => a.id - b.id).slice(0, SAMPLE);
  return tellingKeys(first.map((product) => product.attributes));
}
