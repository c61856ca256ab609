/** Reading products from the device: each question in one transaction, so that it sees one generation, whole. */
import { decodeFeedRow, isTombstone } from '#domain/catalog/feed.ts';
import type { Crumb, Product } from '#domain/catalog/product.ts';
import type { ManifestAnswer } from '#protocol/catalog.ts';
import type { DeviceDatabase, Stored, Transaction } from '../database.ts';
import { isListing } from './category-store.ts';
import { isManifest, MANIFEST_KEY } from './manifest-store.ts';
import { readKeptCategories } from './packed-shelf.ts';
import {
  findAll,
  hashOf,
  positionOf,
  recordOf,
  type KeptCategory,
  type Listing,
  type StoredRecord,
} from './kept-category.ts';
import { RecordMemory } from './record-memory.ts';

/** What is kept: the tree as the manifest tells it, and the categories that are whole. */
export interface Shelf {
  readonly manifest: ManifestAnswer;
  /** Device time at which the manifest was the newest. */
  readonly asOf: number;
  readonly kept: ReadonlyMap<number, KeptCategory>;
}

export type Reading = Transaction<readonly ['categories', 'catalogRecords', 'catalogDirectory'], 'readonly'>;

export interface Found {
  readonly product: Product;
  readonly home: number;
}

/** Runs one question over a consistent shelf; undefined where nothing was ever synced, or storage is in trouble. */
export async function readShelf<T>(
  database: DeviceDatabase,
  question: (shelf: Shelf, tx: Reading) => Promise<T | undefined>,
): Promise<T | undefined> {
  const read: Stored<T | undefined> = await database.work(
    ['categories', 'catalogRecords', 'catalogDirectory'],
    'readonly',
    async (tx) => {
      const manifest: unknown = await tx.objectStore('categories').get(MANIFEST_KEY);
      if (!isManifest(manifest)) return undefined;
      const kept = await readKeptCategories(tx);
      return question({ manifest: manifest.manifest, asOf: manifest.asOf, kept }, tx);
    },
  );
  return read.ok ? read.value : undefined;
}

export async function findBySlug(shelf: Shelf, tx: Reading, slug: string): Promise<Found | undefined> {
  const hash = hashOf(slug);
  for (const kept of shelf.kept.values()) {
    for (const at of findAll(kept.slugHashes, hash)) {
      const [found] = await readPlaces(shelf, tx, kept.id, [kept.slugPlaces[at]!]);
      if (found?.product.slug === slug) return found;
    }
  }
  return undefined;
}

/** The products of these ids, in order; those not kept here are left out. Each record is read once. */
export async function findByIds(
  shelf: Shelf,
  tx: Reading,
  ids: readonly number[],
  memory?: RecordMemory,
): Promise<Found[]> {
  const places = new Map<number, number[]>();
  for (const id of ids) {
    for (const kept of shelf.kept.values()) {
      const [at] = findAll(kept.ids, id);
      if (at === undefined) continue;
      const place = kept.idPlaces[at]!;
      places.set(kept.id, [...(places.get(kept.id) ?? []), place]);
      break;
    }
  }
  const found = await Promise.all(
    [...places].map(([category, some]) => readPlaces(shelf, tx, category, some, memory)),
  );
  const byId = new Map(found.flat().map((one) => [one.product.id, one]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Everything on sale is here. */
export function isWholeShelf(shelf: Shelf): boolean {
  return shelf.manifest.categories.every((one) => one.bytes === 0 || shelf.kept.has(one.id));
}

export async function readListing(tx: Reading, category: number): Promise<Listing | undefined> {
  const value = await tx.objectStore('catalogDirectory').get(String(category));
  return isListing(value) ? value : undefined;
}

/** Products at these places of a category, in the order asked for. */
export async function readPlaces(
  shelf: Shelf,
  tx: Reading,
  category: number,
  places: readonly number[],
  memory = new RecordMemory(),
): Promise<Found[]> {
  const numbers = [...new Set(places.map(recordOf))];
  const read = async (number: number) =>
    (await tx.objectStore('catalogRecords').get([category, number])) as StoredRecord | undefined;
  const records = new Map(
    await Promise.all(
      numbers.map(
        async (number) => [number, await memory.take(category, number, () => read(number))] as const,
      ),
    ),
  );
  const crumbs = crumbsOf(shelf.manifest, category);
  return places.flatMap((place) => {
    const record = records.get(recordOf(place));
    const entry = record?.rows[positionOf(place)];
    const words = entry && record?.dictionaries[entry[0]];
    if (!entry || !words || isTombstone(entry[1])) return [];
    return [{ product: decodeFeedRow(entry[1], words, crumbs), home: category }];
  });
}

/** The category and its ancestors, outermost first. */
export function crumbsOf(manifest: ManifestAnswer, id: number): Crumb[] {
  const crumbs: Crumb[] = [];
  let node = manifest.categories.find((category) => category.id === id);
  while (node) {
    crumbs.unshift({ path: node.path, name: node.name });
    const parent = node.parent;
    node = parent === '' ? undefined : manifest.categories.find((category) => category.path === parent);
  }
  return crumbs;
}
