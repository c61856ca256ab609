/** PostgreSQL by DATABASE_URL: READ COMMITTED, 64-bit integers as numbers, serialization failures and deadlocks retried. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from '../database.ts';
import type { Tables } from '../tables.ts';

const RETRIED = new Set(['40001', '40P01']);
const MOST_ATTEMPTS = 5;
const INT8 = 20;

export function openPostgres(url: string, connections = 10): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    // Ids and money stay below 2^53; a string in their place would break every sum.
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? (text: string) => Number(text) : pg.types.getTypeParser(oid, format as 'text'),
    } as pg.CustomTypesConfig,
  });
  // An idle connection cut by the server must not end the process; the next query opens another.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (text: string, values?: readonly unknown[]) => unknown;
    client.query = ((text: string, values?: readonly unknown[]) =>
      query(text, values?.map(withoutNul))) as typeof client.query;
  });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: 'postgres',
    read: db,
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await db.transaction().setIsolationLevel('read committed').execute(work);
        } catch (error) {
          if (attempt >= MOST_ATTEMPTS || !RETRIED.has(codeOf(error))) throw error;
        }
      }
    },
    snapshot: (work) =>
      db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
    async dataVersion() {
      const { rows } = await sql<{ generation: number }>`select generation from shop`.execute(db);
      return rows[0]?.generation ?? 0;
    },
    close: () => db.destroy(),
  };
}

/** PostgreSQL refuses the sign NUL in a text, SQLite takes it: here it becomes the sign for "unreadable", and no stranger's text is an error. */
function withoutNul(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
