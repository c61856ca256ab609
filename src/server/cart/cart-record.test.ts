import { expect, it } from 'vitest';
import { newDot } from '#domain/cart/dot.ts';
import { EMPTY_RECORD, MOST_GRAVES, readRecord, writeRecord } from './cart-record.ts';
import { mergeRequest } from './merge-request.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const YEARS = 400 * 86_400_000;
const NOW = { now: 10 * YEARS, forgetBefore: 9 * YEARS };
const PER_REQUEST = 1_500;

it('whoever names dead dots without end fills no memory: the oldest go, and who saw them last is asked', () => {
  const request = { v: 1, added: [], held: [], notes: [], have: 0, seen: 0 } as const;
  let record = EMPTY_RECORD;
  for (let sent = 0; sent < MOST_GRAVES + 2 * PER_REQUEST; sent += PER_REQUEST) {
    const removed = Array.from({ length: PER_REQUEST }, () => newDot(random));
    const merged = mergeRequest(record, { ...request, removed }, record.version === 0, NOW, random);
    if (!merged.ok) throw new Error(merged.reason);
    record = readRecord(writeRecord(merged.record), merged.record.version, NOW);
  }
  expect([record.graves.size, record.state.removed.size]).toEqual([MOST_GRAVES, MOST_GRAVES]);
  const asked = (have: number) => {
    const merged = mergeRequest(record, { ...request, removed: [], have }, false, NOW, random);
    return merged.ok && merged.result.isStranger;
  };
  expect(record.floor).toBeGreaterThan(1);
  expect([asked(record.floor - 1), asked(record.floor)]).toEqual([true, false]);
});
