import { expect, test } from 'vitest';
import { openTestShop } from '#tests/databases/open-test-shop.ts';
import { inCompany, isCrowded, Overloaded } from './in-company.ts';

const count = (at: number) => ({ id: at, at, cause: 'test', summary: '{}', undone_by: null });

test('one that fails is undone alone, the others stand, and come back after one commit', async () => {
  await using open = await openTestShop();
  const { database } = open.shop;
  const wishes = Array.from({ length: 50 }, (_, i) =>
    inCompany(database, async (tx) => {
      await tx.insertInto('generations').values(count(i)).execute();
      if (i % 10 === 3) throw new Error(`no ${i}`);
      return i;
    }),
  );
  const outcomes = await Promise.allSettled(wishes);
  expect(outcomes.filter((o) => o.status === 'rejected')).toHaveLength(5);
  const rows = await database.read.selectFrom('generations').select('id').orderBy('id').execute();
  expect(rows.map((row) => row.id)).toEqual(
    Array.from({ length: 50 }, (_, i) => i).filter((i) => i % 10 !== 3),
  );
});

test('nobody hears "done" before the common commit, and all hear of its failure', async () => {
  await using open = await openTestShop();
  const { database } = open.shop;
  const failing = {
    ...database,
    transaction: (work: Parameters<typeof database.transaction>[0]) =>
      database.transaction(async (tx) => {
        await work(tx);
        throw new Error('disk is full');
      }),
  } as typeof database;
  const wishes = [1, 2, 3].map((i) =>
    inCompany(failing, (tx) => tx.insertInto('generations').values(count(i)).execute()),
  );
  for (const outcome of await Promise.allSettled(wishes)) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'disk is full' } });
  }
  expect(await database.read.selectFrom('generations').selectAll().execute()).toEqual([]);
});

test('a crowd beyond what can be served soon is sent away before anything is begun', async () => {
  await using open = await openTestShop();
  const { database } = open.shop;
  expect(isCrowded(database)).toBe(false);
  const wishes = Array.from({ length: 1_200 }, (_, i) =>
    inCompany(database, (tx) => tx.insertInto('generations').values(count(i)).execute()),
  );
  expect(isCrowded(database)).toBe(true);
  const outcomes = await Promise.allSettled(wishes);
  const refused = outcomes.filter((o) => o.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(Overloaded);
  const rows = await database.read.selectFrom('generations').select('id').execute();
  expect(rows.length + refused.length).toBe(1_200);
  expect(isCrowded(database)).toBe(false);
});
