/**
 * One suite over both databases: `eachDatabase('stock', (open) => { it('...', async () => { const { shop } = await open(); }) })`.
 * Each `open()` is a fresh shop, on SQLite in a temporary folder or on its own database of a real PostgreSQL, closed after the test.
 */
import { afterEach, describe, inject } from 'vitest';
import { openTestShop, type TestShop, type TestShopOptions } from './open-test-shop.ts';
import { freshDatabase, postgresAddress } from './postgres-server.ts';

export type Engine = 'sqlite' | 'postgres';
export type Open = (options?: TestShopOptions) => Promise<TestShop>;

export function eachDatabase(name: string, suite: (open: Open, engine: Engine) => void): void {
  describe.each<Engine>(['sqlite', 'postgres'])(`${name} on %s`, (engine) => {
    const opened: TestShop[] = [];
    afterEach(async () => {
      for (const shop of opened.splice(0)) await shop.close();
    });
    suite(async (options = {}) => {
      const address: Record<string, string> =
        engine === 'postgres' ? { DATABASE_URL: await freshPostgres() } : {};
      const shop = await openTestShop({ ...options, environment: { ...address, ...options.environment } });
      opened.push(shop);
      return shop;
    }, engine);
  });
}

/** Address of a new, empty PostgreSQL database, for tests that open the shop themselves. */
export async function freshPostgres(): Promise<string> {
  return freshDatabase(await postgresAddress(inject('postgresFolder'), inject('runPid')));
}
