import { expect, test } from 'vitest';
import { testClock } from '#tests/databases/open-test-shop.ts';
import type { Database } from './database.ts';
import { watchWrites } from './watch-writes.ts';

/** A database that only commits, or fails as told. */
function fake(): { database: Database; fail: (code?: number) => void; writes: () => number } {
  let code: number | undefined;
  let writes = 0;
  const database = {
    kind: 'sqlite',
    transaction: async () => {
      writes += 1;
      if (code !== undefined) throw Object.assign(new Error('failed'), { errcode: code });
    },
  } as unknown as Database;
  return { database, fail: (next) => (code = next), writes: () => writes };
}

test('red from a failed write until one succeeds, tried once a second at most', async () => {
  const { database, fail, writes } = fake();
  const clock = testClock(0);
  const watched = watchWrites(database, clock);
  expect(await watched.isWritable()).toBe(true);
  fail(13);
  await expect(watched.transaction(async () => undefined)).rejects.toThrow('failed');
  expect(await watched.isWritable()).toBe(false);
  expect(await watched.isWritable()).toBe(false);
  expect(writes()).toBe(2);
  fail();
  expect(await watched.isWritable()).toBe(false);
  clock.advance(1_000);
  expect(await watched.isWritable()).toBe(true);
});

test('a lock that was not free and a defect are no broken storage', async () => {
  const { database, fail } = fake();
  const watched = watchWrites(database, testClock(0));
  fail(5);
  await expect(watched.transaction(async () => undefined)).rejects.toThrow();
  expect(await watched.isWritable()).toBe(true);
});
