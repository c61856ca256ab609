/** Folds staged changes into the records they touch, writing new records beside the old; nothing of it is live yet. */
import { isTombstone, type FeedDictionary, type FeedRow } from '#domain/catalog/feed.ts';
import type { DeviceDatabase, Stored } from '../database.ts';
import { isListing, writeStaged } from './category-store.ts';
import { withChanged } from './changed-products.ts';
import { entriesLeft, entriesOf, factsOfRecords, indexEntries, type Entry } from './index-category.ts';
import {
  recordOf,
  type Folded,
  ROWS,
  type KeptCategory,
  type Listing,
  type Resume,
  type StoredRecord,
} from './kept-category.ts';

interface Change {
  readonly row: FeedRow;
  readonly words: FeedDictionary;
}

export async function foldChanges(
  database: DeviceDatabase,
  start: KeptCategory,
  resume: Resume,
): Promise<Stored<Folded>> {
  let kept = start;
  const changes = new Map<number, Change>();
  for (const number of resume.changes) {
    const read = await readRecord(database, kept.id, number);
    if (!read.ok) return read;
    for (const [index, row] of read.value?.rows ?? [])
      changes.set(row[0], { row, words: read.value!.dictionaries[index]! });
  }
  const isFirst = kept.generation === 0;
  const log = withChanged(start, resume.generation, isFirst ? undefined : Uint32Array.from(changes.keys()));
  const old = isFirst ? undefined : await readListing(database, kept.id);
  if (old && !old.ok) return old;
  const entries: Entry[] = [];
  const live: number[] = [];
  const sample: StoredRecord[] = [];
  const touched = old?.value ? touchedRecords(old.value, changes) : new Set(resume.base);

  async function write(record: StoredRecord): Promise<Stored<void>> {
    kept = { ...kept, nextRecord: record.number + 1 };
    live.push(record.number);
    entries.push(...entriesOf(record));
    return writeStaged(database, kept, record);
  }

  for (const number of resume.base) {
    if (!touched.has(number)) {
      live.push(number);
      continue;
    }
    const read = await readRecord(database, kept.id, number);
    if (!read.ok) return read;
    if (!read.value) continue;
    const record = replaced(read.value, changes);
    if (sample.length < 2) sample.push(record);
    if (record === read.value) {
      live.push(number);
      entries.push(...entriesOf(record));
    } else {
      const written = await write({ ...record, number: kept.nextRecord });
      if (!written.ok) return written;
    }
  }
  // What no record held: new products.
  const fresh = [...changes.values()].filter((change) => !isTombstone(change.row));
  for (let at = 0; at < fresh.length; at += ROWS) {
    const part = pack(kept.id, kept.nextRecord, fresh.slice(at, at + ROWS));
    if (sample.length < 2) sample.push(part);
    const written = await write(part);
    if (!written.ok) return written;
  }
  if (old?.value)
    entries.push(
      ...entriesLeft(
        old.value,
        new Set(live.filter((number) => !touched.has(number) && number < start.nextRecord)),
      ),
    );
  const { lookups, listing } = indexEntries(entries);
  const facts = isFirst || kept.facts.length === 0 ? factsOfRecords(sample) : kept.facts;
  return { ok: true, value: { kept: { ...kept, ...lookups, ...log, live, facts }, listing } };
}

/** The records whose products changed. */
function touchedRecords(listing: Listing, changes: ReadonlyMap<number, Change>): Set<number> {
  const touched = new Set<number>();
  listing.ids.forEach((id, i) => {
    if (changes.has(id)) touched.add(recordOf(listing.places[i]!));
  });
  return touched;
}

/** The record with changes in place; the very same one when none is for it. Takes out of `changes` what it used. */
function replaced(record: StoredRecord, changes: Map<number, Change>): StoredRecord {
  const hits = record.rows.filter(([, row]) => changes.has(row[0]));
  if (hits.length === 0) return record;
  const dictionaries = [...record.dictionaries];
  const rows = record.rows.flatMap(([index, row]): (readonly [number, FeedRow])[] => {
    const change = changes.get(row[0]);
    if (!change) return [[index, row]];
    changes.delete(row[0]);
    if (isTombstone(change.row)) return [];
    let at = dictionaries.indexOf(change.words);
    if (at < 0) at = dictionaries.push(change.words) - 1;
    return [[at, change.row]];
  });
  return { ...record, ...withoutUnused(dictionaries, rows) };
}

function pack(category: number, number: number, changes: readonly Change[]): StoredRecord {
  const dictionaries = [...new Set(changes.map((change) => change.words))];
  const rows = changes.map(({ words, row }) => [dictionaries.indexOf(words), row] as const);
  return { category, number, dictionaries, rows };
}

/** Dictionaries no row uses any more would pile up over the years. */
function withoutUnused(dictionaries: readonly FeedDictionary[], rows: StoredRecord['rows']) {
  const used = [...new Set(rows.map(([index]) => index))].sort((a, b) => a - b);
  const moved = new Map(used.map((index, i) => [index, i]));
  return {
    dictionaries: used.map((index) => dictionaries[index]!),
    rows: rows.map(([index, row]) => [moved.get(index)!, row] as const),
  };
}

function readRecord(database: DeviceDatabase, category: number, number: number) {
  return database.work(['catalogRecords'], 'readonly', async (tx) => {
    const value = await tx.objectStore('catalogRecords').get([category, number]);
    return value as unknown as StoredRecord | undefined;
  });
}

function readListing(database: DeviceDatabase, category: number): Promise<Stored<Listing | undefined>> {
  return database.work(['catalogDirectory'], 'readonly', async (tx) => {
    const value = await tx.objectStore('catalogDirectory').get(String(category));
    return isListing(value) ? value : undefined;
  });
}
