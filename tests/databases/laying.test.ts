/** New products are laid before they are published: seen by nobody until then, and swept away when their import is gone. */
import { expect, it } from 'vitest';
import { backUp } from '#server/backup/back-up.ts';
import { examine } from '#server/backup/doctor.ts';
import { matchParts } from '#server/cart/match-parts.ts';
import { importProducts } from '#server/catalog/import/import-products.ts';
import { readManifest } from '#server/catalog/read/read-manifest.ts';
import { readProduct } from '#server/catalog/read/read-product.ts';
import type { Shop } from '#server/shop.ts';
import { apply, items, part } from './catalog-part.ts';
import { eachDatabase } from './each-database.ts';
import { watched } from './watched.ts';

/** More than one step of laying. */
const MANY = 260;

/** Longer than the silence after which a claim is taken over. */
const LONG = 31_000;

const wares = () =>
  items(
    part('A', { title: 'Part A, changed', category: ['Fresh', 'Deep'] }),
    ...Array.from({ length: MANY }, (_, n) => part(`N${n}`, { category: ['Fresh', n % 2 ? 'Odd' : 'Even'] })),
  );

/** All that anybody can see of the catalog. */
async function seen(shop: Shop): Promise<unknown> {
  const { tables } = await backUp(shop, `${shop.settings.SHOP_DIR}/seen.gz`);
  return {
    tables,
    manifest: await readManifest(shop),
    laid: (await readProduct(shop, 'part-n1')).ok,
    found: (await matchParts(shop, ['N1', 'A'])).map(({ candidates }) => candidates.length),
  };
}

async function expectWhole(shop: Shop): Promise<void> {
  expect((await examine(shop)).filter((finding) => !finding.isWell)).toEqual([]);
  const { read } = shop.database;
  for (const [rows, view] of [
    ['product_rows', 'products'],
    ['variant_rows', 'variants'],
    ['category_rows', 'categories'],
  ] as const) {
    const all = await read.selectFrom(rows).select('id').orderBy('id').execute();
    expect(await read.selectFrom(view).select('id').orderBy('id').execute()).toEqual(all);
  }
  expect(await read.selectFrom('imports').select('id').execute()).toEqual([]);
  expect(await read.selectFrom('products').select('id').execute()).toHaveLength(MANY + 2);
}

eachDatabase('laying new products', (open, engine) => {
  it('shows nothing of an import killed before any of its writes, and the next one sweeps it away', async () => {
    const { shop, clock } = await open();
    await apply(shop, part('A'), part('B'));
    const before = await seen(shop);
    let kills = 0;
    for (let isDone = false; !isDone; kills++) {
      const dying = watched(shop, async (nth) => {
        if (nth > kills) throw new Error('killed');
      });
      const run = importProducts(dying, 'test', wares(), { apply: true }).then(
        ({ generation }) => generation,
        (error: Error) => error.message,
      );
      const end = await run;
      if (typeof end === 'string') expect(end).toBe('killed');
      isDone = (await readProduct(shop, 'part-n1')).ok;
      if (!isDone) expect(await seen(shop)).toEqual(before);
      clock.advance(LONG);
    }
    // Staging, claim, categories, two steps of laying, publication.
    expect(kills).toBeGreaterThanOrEqual(8);
    clock.advance(3_600_001);
    await apply(shop, part('B', { title: 'Part B, changed' }));
    await expectWhole(shop);
  }, 120_000);

  it('lays again what another import takes over, at whatever write it stood still', async () => {
    const step = engine === 'sqlite' ? 1 : 4;
    for (let still = 1, isReached = true; isReached; still += step) {
      isReached = false;
      const { shop, clock, close } = await open();
      await apply(shop, part('A'));
      const slow = watched(shop, async (nth) => {
        if (nth !== still) return;
        isReached = true;
        clock.advance(LONG);
        await importProducts(
          shop,
          'other',
          items(part('X', { title: 'Part N1', category: ['Fresh', 'Odd'] })),
          {
            apply: true,
          },
        );
      });
      const { generation } = await importProducts(slow, 'test', wares(), { apply: true });
      expect([2, 3]).toContain(generation);
      if (isReached) await expectWhole(shop);
      await close();
    }
  }, 120_000);

  it('lets imports that run together all come to their end', async () => {
    const { shop } = await open();
    await apply(shop, part('A'));
    const reports = await Promise.all([
      importProducts(shop, 'test', wares(), { apply: true }),
      importProducts(shop, 'test', wares(), { apply: true }),
      importProducts(shop, 'other', items(part('X', { title: 'Part N1' })), { apply: true }),
    ]);
    expect(reports.reduce((sum, report) => sum + report.added, 0)).toBe(MANY + 1);
    await expectWhole(shop);
  }, 60_000);
});
