import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../database.ts';
import { dropCategory, goLive } from './category-store.ts';
import { blankCategory, type KeptCategory } from './kept-category.ts';
import { writeManifest, type KeptManifest } from './manifest-store.ts';
import { pack, packShelf, readStamp, unpack } from './packed-shelf.ts';
import { readShelf } from './read-catalog.ts';

const numbers = fc.array(fc.nat(), { maxLength: 6 }).map((all) => Uint32Array.from(all));
const category: fc.Arbitrary<KeptCategory> = fc
  .record({
    generation: fc.integer({ min: 1, max: 9 }),
    checkedAt: fc.nat(),
    bytes: fc.nat(),
    live: fc.array(fc.nat(), { maxLength: 4 }),
    nextRecord: fc.nat(),
    slugHashes: numbers,
    ids: numbers,
    facts: fc.array(fc.stringMatching(/^[a-z-]{1,8}$/), { maxLength: 3 }),
    log: fc.option(
      fc.record({
        changed: fc.array(fc.record({ generation: fc.nat(), ids: numbers }), { maxLength: 2 }),
        changedSince: fc.nat(),
      }),
      { nil: undefined },
    ),
  })
  .map(({ log, ...one }) => ({ id: 0, slugPlaces: one.slugHashes, idPlaces: one.ids, ...one, ...log }));

it('gives every category back as it was', () => {
  fc.assert(
    fc.property(fc.array(category, { maxLength: 5 }), (some) => {
      const kept = some.map((one, i) => ({ ...one, id: i + 1 }));
      expect([...unpack(structuredClone(pack(kept)))!.values()]).toEqual(kept);
    }),
  );
});

it('takes nothing else for a packed shelf', () => {
  for (const other of [undefined, null, 7, {}, { version: 2 }]) expect(unpack(other)).toBeUndefined();
});

describe('on the device', () => {
  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
  });

  const manifest = (generation: number) =>
    ({ kind: 'manifest', manifest: { generation, categories: [] }, asOf: 0 }) as unknown as KeptManifest;
  const listing = {
    ids: new Uint32Array(),
    places: new Uint32Array(),
    hashes: new Uint32Array(),
    titles: [],
    available: 0,
  };

  it('is never older than what is kept: every change takes it and its stamp away', async () => {
    const database = openDatabase();
    const live = (id: number, generation: number) =>
      goLive(database, { kept: blankCategory(id), listing }, { generation, checkedAt: 0, bytes: 0 });
    const generations = () =>
      readShelf(database, async ({ kept }) => Array.from(kept.values(), (one) => [one.id, one.generation]));

    await live(1, 1);
    await live(2, 1);
    await writeManifest(database, manifest(1));
    expect(await readStamp(database)).toBeUndefined();
    await packShelf(database);
    const first = await readStamp(database);
    expect(first).toMatch(/^1:/);
    expect(await generations()).toEqual([
      [1, 1],
      [2, 1],
    ]);

    await live(2, 2);
    expect(await readStamp(database)).toBeUndefined();
    expect(await generations()).toEqual([
      [1, 1],
      [2, 2],
    ]);
    await packShelf(database);
    expect(await readStamp(database)).not.toBe(first);

    await dropCategory(database, 1);
    expect(await generations()).toEqual([[2, 2]]);
    await packShelf(database);
    const third = await readStamp(database);

    await writeManifest(database, manifest(3));
    expect(await readStamp(database)).toBeUndefined();
    await packShelf(database);
    expect(await readStamp(database)).not.toBe(third);
    database.close();
  });
});
