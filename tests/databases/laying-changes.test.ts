/** What a file changes is laid beside what stands: seen by nobody until it is published, and then at once, whatever dies. */
import { sql, type Transaction } from 'kysely';
import { expect, it } from 'vitest';
import { backUp } from '#server/backup/back-up.ts';
import { restore } from '#server/backup/restore.ts';
import { importProducts } from '#server/catalog/import/import-products.ts';
import { readUnsettled, settle } from '#server/catalog/import/settle.ts';
import { undoGeneration } from '#server/catalog/import/undo-generation.ts';
import { setSale } from '#server/catalog/sales/set-sale.ts';
import type { Tables } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import { items, part } from './catalog-part.ts';
import {
  bring,
  dearer,
  expectWell,
  expectWhole,
  MANY,
  names,
  old,
  publishOnly,
  seen,
  sums,
} from './dearer-file.ts';
import { eachDatabase } from './each-database.ts';
import { watched } from './watched.ts';

/** Longer than the silence after which a claim is taken over. */
const LONG = 31_000;

eachDatabase('laying changes', (open, engine) => {
  it('is as before or as after, killed before whichever write', async () => {
    const { shop, clock } = await open();
    await bring(shop, old());
    const before = await seen(shop);
    const step = engine === 'sqlite' ? 1 : 2;
    let after: unknown;
    let kills = 0;
    for (let isWhole = false; !isWhole; kills += step) {
      const dying = watched(shop, async (nth) => {
        if (nth > kills) throw new Error('killed');
      });
      isWhole = await bring(dying, dearer()).then(
        () => true,
        (error: Error) => {
          expect(error.message).toBe('killed');
          return false;
        },
      );
      const now = await seen(shop);
      if (await readUnsettled(shop.database.read)) {
        after ??= now;
        expect(after).not.toEqual(before);
      }
      expect(now).toEqual(after ?? before);
      await expectWell(shop);
      clock.advance(LONG);
    }
    // Staging, claim, sweeping, categories, laying, publication.
    expect(kills).toBeGreaterThanOrEqual(8);
    expect(after).toBeDefined();
    clock.advance(3_600_001);
    await bring(shop, dearer());
    await expectWhole(shop);
  }, 120_000);

  it('lays again what another import takes over, at whatever write it stood still', async () => {
    const step = engine === 'sqlite' ? 1 : 4;
    for (let still = 1, isReached = true; isReached; still += step) {
      isReached = false;
      const { shop, clock, close } = await open();
      await bring(shop, old());
      const slow = watched(shop, async (nth) => {
        if (nth !== still) return;
        isReached = true;
        clock.advance(LONG);
        await importProducts(shop, 'other', items(part('X')), { apply: true });
        // Nothing that was laid is shown by the publication of another.
        const { prices } = await sums(shop);
        expect([1_000_000 * MANY, 2_000_000 * (MANY - 3 + 1)]).toContain(prices - 1_000_000);
      });
      await bring(slow, dearer());
      const all = 2_000_000 * (MANY - 3 + 1) + (isReached ? 1_000_000 : 0);
      expect((await sums(shop)).prices).toBe(all);
      await expectWhole(shop);
      await close();
    }
  }, 120_000);

  it('settles to what was seen, killed before whichever write of it, and the ledger always sums up', async () => {
    const { shop } = await open();
    await bring(shop, old());
    await publishOnly(shop, dearer());
    const after = await seen(shop);
    let writes = 0;
    for (let isSettled = false; !isSettled; writes++) {
      const dying = watched(shop, async (nth) => {
        if (nth > 1) throw new Error('killed');
      });
      isSettled = await settle(dying).then(
        () => true,
        () => false,
      );
      expect(await seen(shop)).toEqual(after);
      await expectWell(shop);
    }
    expect(writes).toBeGreaterThanOrEqual(4);
    expect(await readUnsettled(shop.database.read)).toBeUndefined();
  }, 60_000);

  it('settles before rows are changed in place or taken back', async () => {
    const { shop } = await open();
    await bring(shop, old());
    await publishOnly(shop, dearer());
    const sale = { unitPrice: 1_500_000 };
    expect(await setSale(shop, 'P5', sale)).toMatchObject({ ok: true, generation: 3 });
    expect((await sums(shop)).prices).toBe(2_000_000 * (MANY - 3 + 1));
    expect(await undoGeneration(shop, 2)).toMatchObject({ ok: true, touchedSince: ['Part P5'] });
    const rest = MANY - 1;
    expect(await sums(shop)).toEqual({ prices: 1_000_000 * rest + 2_000_000, pieces: 10 * rest + 25 });
    await expectWell(shop);

    const other = await open();
    await bring(other.shop, old());
    await publishOnly(other.shop, dearer());
    expect(await undoGeneration(other.shop, 2)).toMatchObject({ ok: true, touchedSince: [] });
    expect(await sums(other.shop)).toEqual({ prices: 1_000_000 * MANY, pieces: 10 * MANY });
  }, 60_000);

  it('is whole in a backup made before it is settled', async () => {
    const { shop } = await open();
    await bring(shop, old());
    await publishOnly(shop, dearer());
    const file = `${shop.settings.SHOP_DIR}/unsettled.gz`;
    await backUp(shop, file);
    const after = await seen(shop);
    const other = await open();
    expect(await restore(other.shop, file)).toMatchObject({ ok: true });
    expect(await seen(other.shop)).toEqual(after);
    await expectWell(other.shop);
  }, 60_000);

  if (engine === 'sqlite')
    it('publishes and undoes any number of prices and counts with a handful of writes', async () => {
      const { shop } = await open();
      await bring(shop, old());
      const publications: number[] = [];
      const counting = counted(shop, publications);
      const report = await bring(counting, items(...names.map((name) => part(name, {}, 2_000_000, 25))));
      expect(report).toMatchObject({ changed: MANY, generation: 2 });
      const restocked = await bring(counting, items(...names.map((name) => part(name, {}, 2_000_000, 30))));
      expect(restocked).toMatchObject({ restocked: MANY, generation: 3 });
      expect(await undoGeneration(counting, 3)).toMatchObject({ ok: true, undone: MANY });
      expect((await sums(shop)).pieces).toBe(25 * MANY);
      expect(await undoGeneration(counting, 4)).toMatchObject({ ok: true, undone: MANY });
      expect(await sums(shop)).toEqual({ prices: 2_000_000 * MANY, pieces: 30 * MANY });
      expect(publications).toHaveLength(4);
      for (const rows of publications) expect(rows).toBeLessThan(10);
      await expectWhole(shop);
    }, 60_000);
});

/** The same shop, which notes the rows that each transaction writes that raises the generation. */
function counted(shop: Shop, publications: number[]): Shop {
  const { database } = shop;
  const moment = async (tx: Transaction<Tables>) => {
    const { rows } = await sql<{ generation: number; written: number }>`
      select generation, total_changes() as written from shop`.execute(tx);
    return rows[0]!;
  };
  return {
    ...shop,
    database: {
      ...database,
      transaction: (work) =>
        database.transaction(async (tx) => {
          const before = await moment(tx);
          const result = await work(tx);
          const after = await moment(tx);
          if (after.generation > before.generation) publications.push(after.written - before.written);
          return result;
        }),
    },
  };
}
