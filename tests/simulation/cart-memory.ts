/** Storage and server of a cart history in memory: the real steps over plain maps. */
import { EMPTY_COPY, type DeviceCopy } from '#domain/cart/device-copy.ts';
import type { Clock, Random } from '#domain/time/clock.ts';
import { readCopy, writeCopy } from '#browser/cart/stored-copy.ts';
import {
  cartTime,
  EMPTY_RECORD,
  readRecord,
  writeRecord,
  type CartRecord,
} from '#server/cart/cart-record.ts';
import { joinRecords } from '#server/cart/join-records.ts';
import { mergeRequest } from '#server/cart/merge-request.ts';
import { newCartId } from '#server/cart/sync-cart.ts';
import { cookieOf, type Backing, type ServerBacking } from './cart-devices.ts';

export function memoryBacking(): Backing {
  let stored: unknown;
  const peek = (): DeviceCopy | undefined => readCopy(stored);
  return {
    store: {
      async update(step) {
        const done = step(peek(), new Set());
        stored = writeCopy(done.copy);
        return { ok: true, value: { ...done, hidden: new Set() } };
      },
      async clear() {
        stored = writeCopy(EMPTY_COPY);
        return { ok: true, value: undefined };
      },
    },
    peek: async () => peek(),
    wipe: async () => void (stored = undefined),
  };
}

export function memoryServer(clock: Clock, random: Random): ServerBacking {
  const rows = new Map<string, { text: string; version: number }>();
  /** Ids that lead to the cart of another. */
  const keys = new Map<string, string>();
  const time = () => cartTime({ clock, settings: { CART_DAYS: 400 } });
  const find = (cid: string): CartRecord | undefined => {
    const row = rows.get(keys.get(cid) ?? cid);
    return row && readRecord(row.text, row.version, time());
  };
  const write = (cid: string, record: CartRecord): void =>
    void rows.set(keys.get(cid) ?? cid, { text: writeRecord(record), version: record.version });
  return {
    async process(given, request) {
      const cid = given ?? newCartId({ random });
      const found = find(cid);
      const merged = mergeRequest(found ?? EMPTY_RECORD, request, !found, time(), random);
      if (!merged.ok) return { heard: merged, cid, cookie: '' };
      write(cid, merged.record);
      const answer = { ...merged.result, view: [], lines: [] };
      return { heard: { ok: true, answer }, cid, cookie: cookieOf(merged.record) };
    },
    peek: async (cid) => find(cid),
    wipe: async (cid) => void rows.delete(keys.get(cid) ?? cid),
    async join(own, target) {
      const [taken, before] = [find(target) ?? EMPTY_RECORD, own === undefined ? undefined : find(own)];
      const record = before ? joinRecords(taken, before, time(), random) : taken;
      if (!record) throw new Error('two small carts are too much for one');
      write(target, record);
      const cid = newCartId({ random });
      keys.set(cid, keys.get(target) ?? target);
      return { cid, cookie: cookieOf(record) };
    },
    isOne: async (a, b) => (keys.get(a) ?? a) === (keys.get(b) ?? b),
  };
}
