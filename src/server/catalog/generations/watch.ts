/**
 * Notices every new generation: published here (at once), or by another process on the same database
 * (SQLite: data_version asked each second; PostgreSQL: LISTEN, and the number itself asked each second should the line be cut).
 */
import pg from 'pg';
import type { Shop } from '#server/shop.ts';
import { hearGenerations, type GenerationListener } from './announce.ts';

const EVERY = 1_000;

/** Calls `listener` once for each rise, never backwards; gives the way to stop. */
export async function watchGenerations(
  shop: Shop,
  listener: GenerationListener,
): Promise<() => Promise<void>> {
  let last = await readGeneration(shop);
  let isStopped = false;
  const heard = (generation: number) => {
    if (isStopped || generation <= last) return;
    last = generation;
    listener(generation);
  };
  const unhear = hearGenerations(shop, heard);
  let version = await shop.database.dataVersion();
  const ask = async () => {
    try {
      const now = await shop.database.dataVersion();
      if (now === version) return;
      version = now;
      heard(await readGeneration(shop));
    } catch {
      // The database is closing or cannot be reached; the next round asks again.
    }
  };
  const timer = setInterval(() => void ask(), EVERY);
  timer.unref();
  const hangUp =
    shop.database.kind === 'postgres' ? await listen(shop.settings.DATABASE_URL, heard) : undefined;
  return async () => {
    isStopped = true;
    clearInterval(timer);
    unhear();
    await hangUp?.();
  };
}

/** The newest generation as committed. */
export async function readGeneration(shop: Shop): Promise<number> {
  const row = await shop.database.read.selectFrom('shop').select('generation').executeTakeFirstOrThrow();
  return row.generation;
}

async function listen(url: string, heard: GenerationListener): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  // A cut line is no harm: the number is asked each second as well.
  client.on('error', () => undefined);
  client.on('notification', ({ payload }) => heard(Number(payload)));
  try {
    await client.connect();
    await client.query('listen generation');
  } catch {
    return async () => undefined;
  }
  return () => client.end();
}
