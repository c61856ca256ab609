/** A parts list means the same parts on the device as on the server, for every number in the catalog, however it is written. */
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { matchHere } from '#browser/cart/match-parts.ts';
import { keepCatalog } from '#browser/catalog/keep-catalog.ts';
import { dropCategory } from '#browser/catalog/category-store.ts';
import { openDatabase } from '#browser/database.ts';
import type { MatchAnswer } from '#protocol/cart.ts';
import { seedDemo } from '#server/catalog/demo/seed.ts';
import { readManifest } from '#server/catalog/read/read-manifest.ts';
import { matchParts } from '#server/cart/match-parts.ts';
import { openTestShop } from '#tests/databases/open-test-shop.ts';
import { catalogDoors } from './catalog-doors.ts';

/** Everything but the time at which it was true. */
const timeless = (matched: MatchAnswer['matched'] | undefined) =>
  matched?.map(({ part, candidates }) => ({
    part,
    candidates: candidates.map((one) => ({ ...one, asOf: 0 })),
  }));

it('matches on the device what the server matches, and nothing from half a catalog', async () => {
  await using open = await openTestShop();
  const { shop } = open;
  await seedDemo(shop);
  const database = openDatabase();
  const doors = catalogDoors(shop);
  const kept = await keepCatalog({ database, fetch: doors, now: () => 1, savesData: () => false });
  expect(kept).toMatchObject({ ok: true });

  const rows = await shop.database.read
    .selectFrom('variants')
    .innerJoin('products', 'products.id', 'variants.product_id')
    .select(['sku', 'part_number'])
    .execute();
  const written = rows.flatMap(({ sku, part_number: number }) => [
    sku,
    sku.toLowerCase().replaceAll('-', ' '),
    number,
    `${sku}-77`,
  ]);
  let found = 0;
  let several = 0;
  for (let i = 0; i < written.length; i += 400) {
    const parts = written.slice(i, i + 400);
    const here = timeless(await matchHere(database, parts));
    expect(here).toEqual(timeless(await matchParts(shop, parts)));
    found += here!.filter((one) => one.candidates.length > 0).length;
    several += here!.filter((one) => one.candidates.length > 1).length;
  }
  expect(found).toBeGreaterThan(rows.length * 2);
  expect(several).toBeGreaterThan(0);

  const { categories } = await readManifest(shop);
  await dropCategory(database, categories.find((one) => one.bytes > 0)!.id);
  expect(await matchHere(database, written.slice(0, 5))).toBeUndefined();
  database.close();
});
