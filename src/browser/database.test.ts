import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase, wipeDatabase, type DeviceDatabase } from './database.ts';

const opened: DeviceDatabase[] = [];
const open = (ports: Parameters<typeof openDatabase>[0] = {}): DeviceDatabase => {
  const database = openDatabase({ limit: 60, ...ports });
  opened.push(database);
  return database;
};
const put = (database: DeviceDatabase, value: unknown) =>
  database.work(['settings'], 'readwrite', async (tx) => {
    await tx.objectStore('settings').put(value, 'x');
  });
const get = (database: DeviceDatabase) =>
  database.work(['settings'], 'readonly', (tx) => tx.objectStore('settings').get('x'));

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('the device database', () => {
  it('keeps what was written, also over a new connection', async () => {
    const database = open();
    expect(await put(database, 7)).toEqual({ ok: true, value: undefined });
    database.close();
    expect(await get(database)).toEqual({ ok: true, value: 7 });
    expect(database.trouble()).toBeUndefined();
  });

  it('writes nothing when the task throws, and throws what it threw', async () => {
    const database = open();
    const defect = new RangeError('ours');
    await expect(
      database.work(['settings'], 'readwrite', async (tx) => {
        await tx.objectStore('settings').put(1, 'x');
        throw defect;
      }),
    ).rejects.toBe(defect);
    expect(await get(database)).toEqual({ ok: true, value: undefined });
  });

  it('reopens a lost connection and does the work once more', async () => {
    const database = open();
    await put(database, 1);
    let tries = 0;
    const result = await database.work(['settings'], 'readwrite', async (tx) => {
      tries += 1;
      if (tries === 1) throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
      await tx.objectStore('settings').put(2, 'x');
    });
    expect([result.ok, tries]).toEqual([true, 2]);
    expect(await get(database)).toEqual({ ok: true, value: 2 });
  });

  it('says lost, once, when it breaks again', async () => {
    const database = open();
    let tries = 0;
    const broken = database.work(['settings'], 'readwrite', async () => {
      tries += 1;
      throw new DOMException('lost', 'UnknownError');
    });
    expect(await broken).toEqual({ ok: false, reason: 'lost' });
    expect(tries).toBe(2);
  });

  it('is absent without IndexedDB, and where asking for it throws', async () => {
    vi.stubGlobal('indexedDB', undefined);
    expect(await get(open())).toEqual({ ok: false, reason: 'absent' });
    const refusing = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')!;
    Object.defineProperty(globalThis, 'indexedDB', {
      configurable: true,
      get: () => {
        throw new DOMException('no', 'SecurityError');
      },
    });
    expect(await get(open())).toEqual({ ok: false, reason: 'absent' });
    Object.defineProperty(globalThis, 'indexedDB', refusing);
  });

  it('never hangs when storage never answers, and does not wait twice', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => new IDBOpenDBRequest());
    const database = open({ limit: 60 });
    expect(await get(database)).toEqual({ ok: false, reason: 'slow' });
    const from = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => get(database)));
    expect(performance.now() - from).toBeLessThan(60);
  });

  it('never hangs when work never ends', async () => {
    const database = open();
    const stuck = await database.work(['settings'], 'readonly', () => new Promise(() => {}));
    expect(stuck).toEqual({ ok: false, reason: 'slow' });
    expect(await put(database, 3)).toMatchObject({ ok: true });
  });

  it('names a full disk and a broken store, and tells who watches', async () => {
    const database = open();
    const heard: unknown[] = [];
    database.watch((trouble) => heard.push(trouble));
    const full = await database.work(['settings'], 'readwrite', async () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(full).toEqual({ ok: false, reason: 'full' });
    await put(database, 1);
    expect(heard).toEqual(['full', undefined]);
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('Internal error opening backing store', 'UnknownError');
    });
    expect(await get(open())).toEqual({ ok: false, reason: 'corrupt' });
  });

  it('makes way for a newer version: the old tab is told, the new one works', async () => {
    const old = open();
    await put(old, 1);
    const heard: unknown[] = [];
    old.watch((trouble) => heard.push(trouble));
    const fresh = open({ version: 2 });
    expect(await get(fresh)).toEqual({ ok: true, value: 1 });
    expect(heard).toEqual(['outdated']);
    expect(await get(old)).toEqual({ ok: false, reason: 'outdated' });
    expect(await get(open())).toEqual({ ok: false, reason: 'outdated' });
  });

  it('goes on without storage while a frozen tab blocks the upgrade, and uses it once that tab is gone', async () => {
    const frozen = await openDB('cartwright', 1, { upgrade: (db) => void db.createObjectStore('settings') });
    const fresh = open({ version: 2 });
    expect(await get(fresh)).toEqual({ ok: false, reason: 'blocked' });
    frozen.close();
    await vi.waitFor(async () => expect((await get(fresh)).ok).toBe(true));
  });

  it('can be wiped', async () => {
    const database = open();
    await put(database, 1);
    database.close();
    expect(await wipeDatabase()).toBe(true);
    expect(await get(database)).toEqual({ ok: true, value: undefined });
  });
});
