/** A backup is the whole shop at one moment, goes back into either database, and a damaged one changes nothing. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { backUp } from '#server/backup/back-up.ts';
import { examine } from '#server/backup/doctor.ts';
import { restore } from '#server/backup/restore.ts';
import { leftOut, tableOrder } from '#server/backup/table-order.ts';
import type { Shop } from '#server/shop.ts';
import { eachDatabase, freshPostgres } from './each-database.ts';
import { openTestShop } from './open-test-shop.ts';

/** Enough rows to need several batches, and every awkward text. */
async function fill(shop: Shop): Promise<void> {
  await shop.database.transaction(async (tx) => {
    await tx
      .insertInto('category_rows')
      .values([
        {
          id: 2,
          path: 'parts/coils',
          name: 'Coils',
          parent_id: null,
          position: 0,
          products: 1,
          generation: 0,
        },
        {
          id: 9,
          path: 'parts',
          name: 'Parts "all"\n',
          parent_id: null,
          position: 0,
          products: 1,
          generation: 0,
        },
      ])
      .execute();
    await tx.updateTable('category_rows').set({ parent_id: 9 }).where('id', '=', 2).execute();
    await tx
      .insertInto('product_rows')
      .values({
        id: 1,
        source: 'demo',
        external_key: 'a',
        slug: 'coil',
        title: 'Coil 2.2 mH, Ω µ ″ 中文',
        vendor: '',
        part_number: '',
        category_id: 2,
        on_sale: 1,
        body: '{}',
        fingerprint: 'f',
        generation: 0,
      })
      .execute();
    await tx
      .insertInto('variant_rows')
      .values({
        id: 2 ** 40 - 1,
        product_id: 1,
        position: 0,
        sku: 'C',
        barcode: null,
        options: '[]',
        unit_price: 2700,
        compare_at: null,
        breaks: '[]',
        minimum: 1,
        multiple: 1,
        on_hand: 2500,
        low_at: 0,
        backorder: 0,
        weight: null,
        stock_state: 'in',
        on_sale: 1,
      })
      .execute();
    for (let from = 0; from < 2500; from += 500) {
      await tx
        .insertInto('stock_moves')
        .values(
          Array.from({ length: 500 }, (_, i) => ({
            variant_id: 2 ** 40 - 1,
            change: 1,
            reason: 'correction',
            source: `count ${from + i}`,
            at: 5,
          })),
        )
        .execute();
    }
  });
}

async function filePath(shop: Shop): Promise<string> {
  return join(shop.settings.SHOP_DIR, 'backup.gz');
}

eachDatabase('backup', (open, engine) => {
  it('holds every table but those left out on purpose', async () => {
    const { shop } = await open();
    const tables = await shop.database.read.introspection.getTables();
    const names = tables
      .map((table) => table.name)
      .filter((name) => !name.startsWith('sqlite_') && !leftOut.has(name));
    expect(tableOrder.map((order) => order.table).sort(), 'add the new table to table-order.ts').toEqual(
      names.sort(),
    );
  });

  it('restores the same rows into either database, and counting goes on', async () => {
    const { shop } = await open();
    await fill(shop);
    const file = await filePath(shop);
    const report = await backUp(shop, file);
    expect((await stat(file)).mode & 0o077).toBe(0);
    for (const address of ['', await freshPostgres()]) {
      const second = await openTestShop({ environment: { DATABASE_URL: address } });
      try {
        expect(await restore(second.shop, file)).toMatchObject({ ok: true, tables: report.tables });
        const again = await backUp(second.shop, await filePath(second.shop));
        expect(again.tables).toEqual(report.tables);
        await second.shop.database.transaction((tx) =>
          tx
            .insertInto('stock_moves')
            .values({ variant_id: 1, change: 0, reason: 'correction', source: '', at: 6 })
            .execute(),
        );
        expect((await examine(second.shop)).filter((finding) => !finding.isWell)).toEqual([]);
      } finally {
        await second.close();
      }
    }
  });

  it('shows one moment though the shop sells on', async () => {
    const { shop } = await open();
    await fill(shop);
    let selling: Promise<unknown> | undefined;
    const report = await backUp(shop, await filePath(shop), (table) => {
      if (table !== 'shop') return;
      selling = shop.database.transaction((tx) => tx.deleteFrom('stock_moves').execute());
    });
    await selling;
    const left = await shop.database.read.selectFrom('stock_moves').select('id').execute();
    expect(left).toHaveLength(0);
    expect(report.tables['stock_moves']?.rows).toBe(2500);
  });

  it('refuses a shop that has something in it', async () => {
    const { shop } = await open();
    await fill(shop);
    const file = await filePath(shop);
    await backUp(shop, file);
    expect(await restore(shop, file)).toMatchObject({ ok: false, reason: 'not-empty' });
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
    ['altered', (bytes: Buffer) => gzipSync(gunzipSync(bytes).toString().replace('count 77', 'count 78'))],
    [
      'short of its end',
      (bytes: Buffer) =>
        gzipSync(
          gunzipSync(bytes)
            .toString()
            .replace(/\n\{"end".*/, '\n'),
        ),
    ],
    ['not a backup', () => gzipSync('{"format":"other"}\n')],
    ['not gzip', () => Buffer.from('hello')],
    [
      'of a table nobody knows',
      (bytes: Buffer) =>
        gzipSync(
          gunzipSync(bytes)
            .toString()
            .replace('"table":"slugs"', '"table":"sqlite_master"')
            .replace('"table":"stock_moves"', '"table":"users"'),
        ),
    ],
  ])('changes nothing when the file is %s', async (_, damage) => {
    const { shop } = await open();
    await fill(shop);
    const file = await filePath(shop);
    await backUp(shop, file);
    await writeFile(file, damage(await readFile(file)));
    const second = await openTestShop(
      engine === 'postgres' ? { environment: { DATABASE_URL: await freshPostgres() } } : {},
    );
    try {
      expect(await restore(second.shop, file)).toMatchObject({ ok: false, reason: 'bad-file' });
      const { rows } = await sql<{ n: number }>`select count(*) as n from stock_moves`.execute(
        second.shop.database.read,
      );
      expect(rows[0]?.n).toBe(0);
      expect(await second.shop.database.read.selectFrom('shop').select('id').execute()).toHaveLength(1);
    } finally {
      await second.close();
    }
  });

  it('is examined: a ledger that does not sum to its stock is found', async () => {
    const { shop } = await open();
    await fill(shop);
    await shop.database.transaction((tx) => tx.updateTable('variant_rows').set({ on_hand: 1 }).execute());
    const broken = (await examine(shop)).filter((finding) => !finding.isWell);
    expect(broken.map((finding) => finding.name)).toEqual(['J5']);
    expect(broken[0]?.examples[0]).toContain('its ledger says 2500');
  });
});
