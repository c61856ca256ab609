/**
 * What is kept of all categories in one value: a thousand of them read one by one take a phone half a second, at every
 * start. Whoever changes a category takes it away in the same transaction, so what is there is true; the end of a sync
 * writes it anew, and without it the categories are read as they are.
 */
import type { DeviceDatabase, Transaction } from '../database.ts';
import { wholeOnes } from './category-store.ts';
import { isManifest, MANIFEST_KEY } from './manifest-store.ts';
import type { ChangedProducts, KeptCategory } from './kept-category.ts';
import { PACKED_KEY, STAMP_KEY } from './shelf-keys.ts';

/** Of each category, one after the other: id, generation, checkedAt, bytes, nextRecord, changedSince (or NONE). */
const NUMBERS = 6;
/** Of each category: how many live records, slugs and products it has. */
const SIZES = 3;
const NONE = -1;
const VERSION = 1;
/** In no attribute's key. */
const COMMA = '\u0000';

export interface PackedShelf {
  readonly version: typeof VERSION;
  readonly numbers: Float64Array;
  readonly sizes: Uint32Array;
  readonly live: Uint32Array;
  readonly slugHashes: Uint32Array;
  readonly slugPlaces: Uint32Array;
  readonly ids: Uint32Array;
  readonly idPlaces: Uint32Array;
  readonly facts: readonly string[];
  /** Of the categories, by their place, that changed lately. */
  readonly changed: readonly (readonly [place: number, readonly ChangedProducts[]])[];
}

/** Writes the packed shelf, where the last sync left none. */
export async function packShelf(database: DeviceDatabase): Promise<void> {
  await database.work(['categories', 'catalogDirectory'], 'readwrite', async (tx) => {
    const directory = tx.objectStore('catalogDirectory');
    const categories = tx.objectStore('categories');
    let kept = unpack(await directory.get(PACKED_KEY));
    if (!kept) {
      kept = byId(wholeOnes(await categories.getAll()));
      await directory.put(pack([...kept.values()]), PACKED_KEY);
    }
    const manifest: unknown = await categories.get(MANIFEST_KEY);
    if (isManifest(manifest))
      await directory.put(stampOf(manifest.manifest.generation, kept.values()), STAMP_KEY);
  });
}

/** Names what is kept, as long as nothing changes; undefined while a sync is at work. One small value to read. */
export async function readStamp(database: DeviceDatabase): Promise<string | undefined> {
  const read = await database.work(['catalogDirectory'], 'readonly', (tx) =>
    tx.objectStore('catalogDirectory').get(STAMP_KEY),
  );
  return read.ok && typeof read.value === 'string' ? read.value : undefined;
}

export function stampOf(generation: number, kept: Iterable<KeptCategory>): string {
  const each = Array.from(kept, (one) => `${one.id}@${one.generation}.${one.nextRecord}`);
  return `${generation}:${each.join()}`;
}

/** By id, whole categories only. */
export async function readKeptCategories(
  tx: Transaction<readonly ['categories', 'catalogRecords', 'catalogDirectory'], 'readonly'>,
): Promise<ReadonlyMap<number, KeptCategory>> {
  const packed = unpack(await tx.objectStore('catalogDirectory').get(PACKED_KEY));
  return packed ?? byId(wholeOnes(await tx.objectStore('categories').getAll()));
}

const byId = (kept: readonly KeptCategory[]): ReadonlyMap<number, KeptCategory> =>
  new Map(kept.map((one) => [one.id, one]));

export function pack(kept: readonly KeptCategory[]): PackedShelf {
  const all = (of: (one: KeptCategory) => ArrayLike<number>): Uint32Array => {
    const parts = kept.map(of);
    const joined = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  };
  return {
    version: VERSION,
    numbers: Float64Array.from(
      kept.flatMap((one) => [
        one.id,
        one.generation,
        one.checkedAt,
        one.bytes,
        one.nextRecord,
        one.changedSince ?? NONE,
      ]),
    ),
    sizes: Uint32Array.from(kept.flatMap((one) => [one.live.length, one.slugHashes.length, one.ids.length])),
    live: all((one) => one.live),
    slugHashes: all((one) => one.slugHashes),
    slugPlaces: all((one) => one.slugPlaces),
    ids: all((one) => one.ids),
    idPlaces: all((one) => one.idPlaces),
    facts: kept.map((one) => one.facts.join(COMMA)),
    changed: kept.flatMap((one, place) => (one.changed?.length ? [[place, one.changed] as const] : [])),
  };
}

/** The categories as views on the packed values; undefined for anything else. */
export function unpack(value: unknown): ReadonlyMap<number, KeptCategory> | undefined {
  const packed = value as Partial<PackedShelf> | undefined;
  if (packed?.version !== VERSION) return undefined;
  const { numbers, sizes, live, slugHashes, slugPlaces, ids, idPlaces, facts, changed } =
    packed as PackedShelf;
  const logs = new Map(changed);
  const kept = new Map<number, KeptCategory>();
  let [liveAt, slugAt, idAt] = [0, 0, 0];
  for (let place = 0; place * NUMBERS < numbers.length; place += 1) {
    const [id, generation, checkedAt, size, nextRecord, since] = numbers.subarray(place * NUMBERS);
    const [records, slugs, products] = sizes.subarray(place * SIZES);
    kept.set(id!, {
      id: id!,
      generation: generation!,
      checkedAt: checkedAt!,
      bytes: size!,
      nextRecord: nextRecord!,
      live: [...live.subarray(liveAt, liveAt + records!)],
      slugHashes: slugHashes.subarray(slugAt, slugAt + slugs!),
      slugPlaces: slugPlaces.subarray(slugAt, slugAt + slugs!),
      ids: ids.subarray(idAt, idAt + products!),
      idPlaces: idPlaces.subarray(idAt, idAt + products!),
      facts: facts[place]?.split(COMMA).filter((key) => key !== '') ?? [],
      ...(since !== NONE && { changed: logs.get(place) ?? [], changedSince: since! }),
    });
    liveAt += records!;
    slugAt += slugs!;
    idAt += products!;
  }
  return kept;
}
