import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { place, takeLease } from '#domain/checkout/transitions.ts';
import { queueIntent } from '#domain/checkout/waiting-intent.ts';
import { openDatabase, type DeviceDatabase } from '../database.ts';
import { indexedOutbox } from './indexed-outbox.ts';

const SECRET = '{"contact":{"name":"Ada Canary","street":"Lime Street 9"}}';
const intent = queueIntent({ checkoutId: 'c', dots: ['d'], lines: [], total: 5, currency: 'USD' }, 1);
const placement = { number: '7K2F-9QXD', link: '/orders/x', total: 5, currency: 'USD', placedAt: 9 };
let database: DeviceDatabase;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  database = openDatabase();
});

const raw = (store: 'outbox' | 'keys') =>
  database.work([store], 'readonly', (tx) => tx.objectStore(store).getAll() as Promise<unknown[]>);

async function dump(): Promise<string> {
  const entries = await raw('outbox');
  if (!entries.ok) throw new Error(entries.reason);
  const text = (value: unknown): unknown =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      ? Buffer.from(value as ArrayBuffer).toString('latin1')
      : value;
  return JSON.stringify(entries.value, (_key, value) => text(value));
}

describe('the outbox in IndexedDB', () => {
  it('gives back the exact text, and shows none of it at rest', async () => {
    const store = indexedOutbox(database);
    expect(await store.add(intent, SECRET)).toMatchObject({ ok: true });
    expect(await store.text('c')).toEqual({ ok: true, text: SECRET });
    expect(await dump()).not.toMatch(/Canary|Lime/);
    const keys = await raw('keys');
    expect(keys.ok && (keys.value[0] as CryptoKey).extractable).toBe(false);
  });

  it('deletes the text with the step that ends it, and notes the order', async () => {
    const store = indexedOutbox(database);
    await store.add(intent, SECRET);
    await store.change('c', (now) => takeLease(now, 2));
    expect((await store.text('c')).ok).toBe(true);
    await store.change('c', (now) => place(now, placement));
    expect(await store.text('c')).toEqual({ ok: false, isGone: true });
    expect(await dump()).not.toMatch(/sealed/);
    const seen = await database.work(['ordersSeen'], 'readonly', (tx) =>
      tx.objectStore('ordersSeen').getAll(),
    );
    expect(seen).toMatchObject({ ok: true, value: [{ number: '7K2F-9QXD' }] });
  });

  it('says that a text is gone for good when its key is lost', async () => {
    const store = indexedOutbox(database);
    await store.add(intent, SECRET);
    await database.work(['keys'], 'readwrite', async (tx) => tx.objectStore('keys').clear());
    expect(await store.text('c')).toEqual({ ok: false, isGone: true });
  });

  it('keeps an open intent from being dropped, and skips what is no intent', async () => {
    const store = indexedOutbox(database);
    await store.add(intent, SECRET);
    await store.drop('c');
    await database.work(['outbox'], 'readwrite', async (tx) => {
      await tx.objectStore('outbox').put('garbage', 'x');
    });
    expect(await store.all()).toMatchObject({ ok: true, value: [{ checkoutId: 'c' }] });
  });
});
