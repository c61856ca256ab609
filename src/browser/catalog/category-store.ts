/** The transactions of a category's sync: a staged record with its place to go on, and the one that goes live. */
import type { DeviceDatabase, Stored } from '../database.ts';
import { forgetPacked } from './shelf-keys.ts';
import type { Folded, KeptCategory, Listing, StoredRecord } from './kept-category.ts';

/** Longer than the usual limit: a slow phone may take its time to write some megabytes. */
const LIMIT = 20_000;

export function isKept(value: unknown): value is KeptCategory {
  return (
    typeof value === 'object' &&
    value !== null &&
    'slugHashes' in value &&
    value.slugHashes instanceof Uint32Array
  );
}

/** Of all values of the store those of categories that are here whole; the others are the manifest and first syncs under way. */
export function wholeOnes(values: readonly unknown[]): KeptCategory[] {
  return values.filter(isKept).filter((one) => one.generation > 0);
}

export function isListing(value: unknown): value is Listing {
  return (
    typeof value === 'object' && value !== null && 'places' in value && value.places instanceof Uint32Array
  );
}

export async function readKept(
  database: DeviceDatabase,
  id: number,
): Promise<Stored<KeptCategory | undefined>> {
  return database.work(['categories'], 'readonly', async (tx) => {
    const value = await tx.objectStore('categories').get(id);
    return isKept(value) ? value : undefined;
  });
}

export function writeStaged(
  database: DeviceDatabase,
  kept: KeptCategory,
  record: StoredRecord,
): Promise<Stored<void>> {
  return database.work(
    ['categories', 'catalogRecords'],
    'readwrite',
    async (tx) => {
      await tx.objectStore('catalogRecords').put(record, [record.category, record.number]);
      await tx.objectStore('categories').put(kept, kept.id);
    },
    { limit: LIMIT },
  );
}

/** Everything of the new generation becomes visible at once; records nobody names any more are deleted with it. */
export function goLive(
  database: DeviceDatabase,
  folded: Folded,
  now: Pick<KeptCategory, 'generation' | 'checkedAt' | 'bytes'>,
): Promise<Stored<void>> {
  const { kept, listing } = folded;
  const live = new Set(kept.live);
  return database.work(
    ['categories', 'catalogRecords', 'catalogDirectory'],
    'readwrite',
    async (tx) => {
      const records = tx.objectStore('catalogRecords');
      const { resume: _done, ...rest } = kept;
      await tx.objectStore('categories').put({ ...rest, ...now }, kept.id);
      await tx.objectStore('catalogDirectory').put(listing, String(kept.id));
      await forgetPacked(tx.objectStore('catalogDirectory'));
      const keys = await records.getAllKeys(IDBKeyRange.bound([kept.id, 0], [kept.id, Infinity]));
      await Promise.all(keys.filter(([, number]) => !live.has(number)).map((key) => records.delete(key)));
    },
    { limit: LIMIT },
  );
}

/** Forgets a category: its records, lookups and search segment. */
export function dropCategory(database: DeviceDatabase, id: number): Promise<Stored<void>> {
  return database.work(
    ['categories', 'catalogRecords', 'catalogDirectory', 'segments'],
    'readwrite',
    async (tx) => {
      await tx.objectStore('catalogRecords').delete(IDBKeyRange.bound([id, 0], [id, Infinity]));
      await tx.objectStore('categories').delete(id);
      await tx.objectStore('catalogDirectory').delete(String(id));
      await forgetPacked(tx.objectStore('catalogDirectory'));
      await tx.objectStore('segments').delete(String(id));
    },
    { limit: LIMIT },
  );
}
