/** A shop of any earlier version keeps its catalog when it is upgraded, and what was laid and not published stays unseen. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import type { Database } from '#server/database/database.ts';
import { openPostgres } from '#server/database/dialects/postgres.ts';
import { openSqlite } from '#server/database/dialects/sqlite.ts';
import { migrate, migrations } from '#server/database/migrate.ts';
import { freshPostgres } from './each-database.ts';

/** From here on products, variants and categories are views of what is published. */
const LAYING = '0011-laid-products';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function sqliteFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-upgrade-'));
  folders.push(folder);
  return join(folder, 'shop.db');
}

/** A shop of the version whose last migration is `last`: one part on sale and, where there is such a thing, one that is laid. */
async function fill(database: Database, last: string): Promise<void> {
  const isLaying = last >= LAYING;
  const table = (noun: string, before: string) => sql.table(isLaying ? `${noun}_rows` : before);
  const product = (id: number) => sql`
    insert into ${table('product', 'products')} (id, source, external_key, slug, title, vendor,
      part_number, category_id, on_sale, body, fingerprint, generation)
    values (${id}, 'test', ${`key-${id}`}, ${`part-${id}`}, 'Part', 'Maker', 'N', 1, 1, '{}', 'print', 3)`;
  const variant = (id: number) => sql`
    insert into ${table('variant', 'variants')} (id, product_id, position, sku, barcode, options,
      unit_price, compare_at, breaks, minimum, multiple, on_hand, low_at, backorder, weight, stock_state, on_sale)
    values (${id * 10}, ${id}, 0, 'N', null, '[]', 1000000, null, '[]', 1, 1, -2, 5, 1, null, 'backorder', 1)`;
  await database.transaction(async (tx) => {
    await sql`insert into shop (id, generation, currency, profile) values (1, 3, 'USD', '{}')`.execute(tx);
    await sql`
      insert into ${table('category', 'categories')} (id, path, name, parent_id, position, products, generation)
      values (1, 'parts', 'Parts', null, 0, 1, 3)`.execute(tx);
    await product(1).execute(tx);
    await variant(1).execute(tx);
    if (!isLaying) return;
    await sql`insert into imports (id, source, started_at, seen_at, laid_product, laid_category) values ('x', 'test', 0, 0, 2, 2)`.execute(
      tx,
    );
    await product(2).execute(tx);
    await variant(2).execute(tx);
  });
}

describe.each(['sqlite', 'postgres'])('upgrading on %s', (engine) => {
  it.each(migrations.slice(0, -1).map(({ name }, index) => [name, index + 1] as const))(
    'brings a shop of %s to the newest form',
    async (name, count) => {
      const database =
        engine === 'sqlite' ? openSqlite(await sqliteFile()) : openPostgres(await freshPostgres());
      try {
        await migrate(database, 1, migrations.slice(0, count));
        await fill(database, name);
        expect(await migrate(database, 2)).toEqual(migrations.slice(count).map((later) => later.name));
        const { read } = database;
        expect(await read.selectFrom('products').selectAll().execute()).toEqual([
          {
            id: 1,
            source: 'test',
            external_key: 'key-1',
            slug: 'part-1',
            title: 'Part',
            vendor: 'Maker',
            part_number: 'N',
            category_id: 1,
            on_sale: 1,
            body: '{}',
            fingerprint: 'print',
            generation: 3,
          },
        ]);
        expect(await read.selectFrom('variants').selectAll().execute()).toMatchObject([
          {
            id: 10,
            product_id: 1,
            unit_price: 1_000_000,
            on_hand: -2,
            stock_state: 'backorder',
            sale_now: 0,
          },
        ]);
        expect(await read.selectFrom('touched_products').select(['id', 'touched']).execute()).toEqual([
          { id: 1, touched: 3 },
        ]);
      } finally {
        await database.close();
      }
    },
  );
});
