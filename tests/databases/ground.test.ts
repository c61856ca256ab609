/** What every other suite stands on: migrations, durability, transactions and the notice of change, on both databases. */
import { expect, it } from 'vitest';
import { sql } from 'kysely';
import { migrate } from '#server/database/migrate.ts';
import { openShop } from '#server/shop.ts';
import { eachDatabase } from './each-database.ts';

eachDatabase('the database', (open, engine) => {
  it('is migrated once, and again changes nothing', async () => {
    const { shop } = await open();
    expect(await migrate(shop.database, 1)).toEqual([]);
    const { currency, generation } = await shop.database.read
      .selectFrom('shop')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect({ currency, generation }).toEqual({ currency: 'USD', generation: 0 });
  });

  it('migrates safely from two processes at once', async () => {
    const { shop } = await open();
    const again = await Promise.all([openShop(shop.settings), openShop(shop.settings)]);
    const names = await shop.database.read.selectFrom('migrations').select('name').execute();
    expect(new Set(names.map((row) => row.name)).size).toBe(names.length);
    expect(again[0].secrets.sign('a', 'b')).toBe(again[1].secrets.sign('a', 'b'));
    for (const other of again) await other.close();
  });

  it('refuses a database made by a newer version', async () => {
    const { shop } = await open();
    await shop.database.transaction((tx) =>
      tx.insertInto('migrations').values({ name: '9999-future', applied_at: 1 }).execute(),
    );
    await expect(openShop(shop.settings)).rejects.toThrow(/newer Cartwright.*9999-future/);
  });

  it('no sign in a stranger’s text is an error', async () => {
    const { shop } = await open();
    const text = 'a\0b';
    await shop.database.transaction(async (tx) => {
      await tx.insertInto('migrations').values({ name: text, applied_at: 1 }).execute();
      const found = await tx.selectFrom('migrations').select('name').where('name', '=', text).execute();
      expect(found).toEqual([{ name: engine === 'postgres' ? 'a\uFFFDb' : text }]);
    });
    const none = shop.database.read.selectFrom('migrations').select('name').where('name', 'in', ['ab', '\0']);
    expect(await none.execute()).toEqual([]);
  });

  it('undoes the whole of a transaction that throws', async () => {
    const { shop } = await open();
    const failing = shop.database.transaction(async (tx) => {
      await tx.updateTable('shop').set({ generation: 7 }).execute();
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const row = await shop.database.read.selectFrom('shop').select('generation').executeTakeFirstOrThrow();
    expect(row.generation).toBe(0);
  });

  it('loses no update under concurrent transactions', async () => {
    const { shop } = await open();
    await Promise.all(
      Array.from({ length: 20 }, () =>
        shop.database.transaction((tx) =>
          tx
            .updateTable('shop')
            .set((eb) => ({ generation: eb('generation', '+', 1) }))
            .execute(),
        ),
      ),
    );
    const row = await shop.database.read.selectFrom('shop').select('generation').executeTakeFirstOrThrow();
    expect(row.generation).toBe(20);
  });

  it('notices what another process committed', async () => {
    const { shop } = await open();
    const before = await shop.database.dataVersion();
    const other = await openShop(shop.settings);
    await other.database.transaction((tx) => tx.updateTable('shop').set({ generation: 1 }).execute());
    await other.close();
    expect(await shop.database.dataVersion()).not.toBe(before);
  });

  it('keeps whole numbers whole up to 2^53', async () => {
    const { shop } = await open();
    const most = Number.MAX_SAFE_INTEGER;
    await shop.database.transaction((tx) => tx.updateTable('shop').set({ generation: most }).execute());
    const row = await shop.database.read.selectFrom('shop').select('generation').executeTakeFirstOrThrow();
    expect(row.generation).toBe(most);
  });

  if (engine === 'sqlite') {
    it('is durable and strict as promised', async () => {
      const { shop } = await open();
      const tables = await sql<{ name: string; strict: number }>`
        select name, strict from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'`.execute(
        shop.database.read,
      );
      expect(tables.rows.length).toBeGreaterThan(10);
      expect(tables.rows.filter((table) => table.strict !== 1)).toEqual([]);
      await shop.database.transaction(async (tx) => {
        const pragma = async (name: string): Promise<unknown> =>
          Object.values(
            (await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(tx)).rows[0] ?? {},
          )[0];
        expect(await pragma('journal_mode')).toBe('wal');
        expect(await pragma('synchronous')).toBe(2);
        expect(await pragma('foreign_keys')).toBe(1);
      });
    });

    it('lets nobody write through the reader', async () => {
      const { shop } = await open();
      await expect(shop.database.read.updateTable('shop').set({ generation: 3 }).execute()).rejects.toThrow(
        /readonly/,
      );
    });
  }
});
