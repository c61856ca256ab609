/** Removing many rows without making anybody wait: a few at a time, each step a transaction of its own. */
import { sql, type RawBuilder } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

const ROWS = 500;

/**
 * Deletes the rows of `table` of which `over` is true and answers how many went; `key`: a column that tells them apart.
 * A row that changed meanwhile is asked once more before it goes. Safe in several processes at once.
 */
export async function deleteInSteps(
  database: Database,
  table: keyof Tables,
  key: string,
  over: RawBuilder<unknown>,
): Promise<number> {
  let gone = 0;
  for (let rows = ROWS; rows > 0; gone += rows) {
    const result = await database.transaction((tx) =>
      sql`delete from ${sql.table(table)} where ${over} and ${sql.ref(key)} in
        (select ${sql.ref(key)} from ${sql.table(table)} where ${over} limit ${ROWS})`.execute(tx),
    );
    rows = Number(result.numAffectedRows ?? 0n);
  }
  return gone;
}
