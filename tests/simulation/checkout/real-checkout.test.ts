/** 500 random histories over the real IndexedDB layer and the shop's own verbs on SQLite. */
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { openTestShop } from '#tests/databases/open-test-shop.ts';
import { stockShelves } from '#tests/databases/small-shop.ts';
import { RealHistory } from './real-history.ts';

const HISTORIES = 500;

it(`breaks no promise in ${HISTORIES} histories over the real stores`, async () => {
  const { shop, close } = await openTestShop();
  const parts = Array.from({ length: HISTORIES }, (_, i) => ({
    id: 1 + i,
    title: `Part ${i}`,
    price: 5_000_000,
    stock: 6,
  }));
  await stockShelves(shop, parts);
  const fired = new Map<string, number>();
  const broken: string[] = [];
  for (let seed = 1; seed <= HISTORIES; seed += 1) {
    const violations = await new RealHistory(shop, seed, seed, fired).run();
    if (violations.size > 0) broken.push(`seed ${seed}: ${[...violations].join('; ')}`);
  }
  expect(broken).toEqual([]);
  const stock = await shop.database.read
    .selectFrom('variants')
    .leftJoin('stock_moves', 'stock_moves.variant_id', 'variants.id')
    .select(['variants.id', 'on_hand', (e) => e.fn.sum<number>('stock_moves.change').as('sum')])
    .groupBy(['variants.id', 'on_hand'])
    .execute();
  expect(stock.filter((row) => Number(row.sum) !== row.on_hand || row.on_hand < 0)).toEqual([]);
  for (const fault of [
    'request lost',
    'answer lost',
    'duplicated',
    'captive portal',
    'tab killed',
    'price changed',
  ])
    expect(fired.get(fault) ?? 0, fault).toBeGreaterThan(20);
  await close();
}, 180_000);
