import { expect, it } from 'vitest';
import { openTestShop } from '#tests/databases/open-test-shop.ts';
import { demoProducts } from './catalog.ts';
import { seedDemo } from './seed.ts';

it('fills an empty shop once, with every product and variant, and never a second time', async () => {
  await using opened = await openTestShop();
  const { shop } = opened;
  const products = demoProducts();
  expect(await seedDemo(shop)).toEqual({ ok: true, products: products.length, generation: 1 });
  const { read } = shop.database;
  const rows = await read.selectFrom('variants').select(['sku', 'on_hand', 'stock_state']).execute();
  expect(rows.length).toBe(products.flatMap((p) => p.variants).length);
  expect(new Set(rows.map((row) => row.stock_state))).toEqual(new Set(['in', 'low', 'out', 'backorder']));
  const { profile } = await read.selectFrom('shop').select('profile').executeTakeFirstOrThrow();
  expect(JSON.parse(profile)).toMatchObject({ name: 'Cone & Coil', isDemo: true });
  expect(await seedDemo(shop)).toEqual({ ok: false, reason: 'not-empty' });
});

it('leaves a merchant’s own words alone', async () => {
  await using opened = await openTestShop();
  const { shop } = opened;
  await shop.database.transaction((tx) =>
    tx.updateTable('shop').set({ profile: '{"name":"Mine"}' }).execute(),
  );
  expect(await seedDemo(shop)).toMatchObject({ ok: true });
  const { profile } = await shop.database.read.selectFrom('shop').select('profile').executeTakeFirstOrThrow();
  expect(profile).toBe('{"name":"Mine"}');
});
