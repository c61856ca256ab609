/** `openShop`: the one place where settings, database, time and randomness are joined into a shop. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Clock, Random } from '#domain/time/clock.ts';
import { currencyOf, type Currency } from '#domain/money/money.ts';
import type { Database } from './database/database.ts';
import { watchWrites, type WatchedDatabase } from './database/watch-writes.ts';
import { makeFolder } from './make-folder.ts';
import { openPostgres } from './database/dialects/postgres.ts';
import { openSqlite } from './database/dialects/sqlite.ts';
import { migrate } from './database/migrate.ts';
import { openSecrets, type Secrets } from './secrets/secrets.ts';
import type { Settings } from './settings/settings.ts';

export interface Shop {
  readonly settings: Settings;
  readonly database: WatchedDatabase;
  readonly clock: Clock;
  readonly random: Random;
  readonly currency: Currency;
  readonly secrets: Secrets;
  close(): Promise<void>;
}

export interface ShopPorts {
  readonly clock?: Clock;
  readonly random?: Random;
}

const systemClock: Clock = { now: () => Date.now() };
const systemRandom: Random = { bytes: (length) => randomBytes(length) };

/** Opens the shop's folder and database, migrates it and gives it its first row; safe beside other processes doing the same. */
export async function openShop(settings: Settings, ports: ShopPorts = {}): Promise<Shop> {
  const clock = ports.clock ?? systemClock;
  const random = ports.random ?? systemRandom;
  await makeFolder(settings.SHOP_DIR);
  const database = watchWrites(
    settings.DATABASE_URL
      ? openPostgres(settings.DATABASE_URL)
      : openSqlite(join(settings.SHOP_DIR, 'shop.db')),
    clock,
  );
  await migrate(database, clock.now());
  const currency = await shopCurrency(database, currencyOf(settings.CURRENCY));
  const secrets = await openSecrets(database, random);
  return { settings, database, clock, random, currency, secrets, close: () => database.close() };
}

async function shopCurrency(database: Database, first: Currency): Promise<Currency> {
  return database.transaction(async (tx) => {
    await tx
      .insertInto('shop')
      .values({ id: 1, generation: 0, currency: first.code, profile: '{}' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await tx.selectFrom('shop').select('currency').executeTakeFirstOrThrow();
    return currencyOf(row.currency);
  });
}
