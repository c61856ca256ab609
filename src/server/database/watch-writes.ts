/** Remembers when the storage fails to write (full disk, I/O error, server gone), so that health turns red before a shopper tells us. */
import type { Clock } from '#domain/time/clock.ts';
import type { Database } from './database.ts';
import { isBrokenStorage } from './storage-trouble.ts';

export interface WatchedDatabase extends Database {
  /** False from the first failure on, until a write has succeeded again. */
  isWritable(): Promise<boolean>;
}

/** Trying costs a write: whoever asks more often than this hears the last finding. */
const TRY_MILLISECONDS = 1_000;

export function watchWrites(database: Database, clock: Clock): WatchedDatabase {
  let isFailing = false;
  let triedAt = -Infinity;
  const watched: WatchedDatabase = {
    ...database,
    async transaction(work) {
      try {
        return await database.transaction(work);
      } catch (error) {
        if (isBrokenStorage(error)) isFailing = true;
        throw error;
      }
    },
    async isWritable() {
      if (!isFailing || clock.now() - triedAt < TRY_MILLISECONDS) return !isFailing;
      triedAt = clock.now();
      try {
        // Only a real write tells: an empty transaction, or a row written as it was, commits on a full disk too.
        await database.transaction(async (tx) => {
          const id = `health:${clock.now()}`;
          await tx.insertInto('quotes').values({ id, body: '', expires_at: 0 }).execute();
          await tx.deleteFrom('quotes').where('id', '=', id).execute();
        });
        isFailing = false;
      } catch (error) {
        if (!isBrokenStorage(error)) throw error;
      }
      return !isFailing;
    },
  };
  return watched;
}
