/** Storage and server of a cart history in memory: the real steps over plain maps. */
import { EMPTY_COPY, type DeviceCopy } from '#domain/cart/device-copy.ts';
import type { Clock, Random } from '#domain/time/clock.ts';
import { readCopy, writeCopy } from '#browser/cart/stored-copy.ts';
import { EMPTY_RECORD, readRecord, writeRecord, type CartRecord } from '#server/cart/cart-record.ts';
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
  const find = (cid: string): CartRecord | undefined => {
    const row = rows.get(cid);
    return row && readRecord(row.text, row.version, clock.now());
  };
  return {
    async process(given, request) {
      const cid = given ?? newCartId({ random });
      const found = find(cid);
      const merged = mergeRequest(found ?? EMPTY_RECORD, request, !found, clock.now(), random);
      if (!merged.ok) return { heard: merged, cid, cookie: '' };
      rows.set(cid, { text: writeRecord(merged.record), version: merged.record.version });
      const answer = { ...merged.result, view: [], lines: [] };
      return { heard: { ok: true, answer }, cid, cookie: cookieOf(merged.record) };
    },
    peek: async (cid) => find(cid),
    wipe: async (cid) => void rows.delete(cid),
  };
}
