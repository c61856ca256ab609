/** Many rows in few statements: one text per row count, so that SQLite prepares it once and PostgreSQL is asked once per hundred rows. */
import { CompiledQuery, type Insertable, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

const ROWS = 100;

/** Inserts `rows` into `table`; every row has exactly the given `columns`. */
export async function insertMany<T extends keyof Tables & string>(
  db: Kysely<Tables>,
  kind: 'sqlite' | 'postgres',
  table: T,
  columns: readonly (keyof Insertable<Tables[T]> & string)[],
  rows: readonly Insertable<Tables[T]>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS) {
    const part = rows.slice(from, from + ROWS);
    const values = part.flatMap((row) => columns.map((column) => row[column] as unknown));
    await db.executeQuery(CompiledQuery.raw(statement(kind, table, columns, part.length), values));
  }
}

function statement(kind: string, table: string, columns: readonly string[], rows: number): string {
  let count = 0;
  const mark = kind === 'postgres' ? () => `$${++count}` : () => '?';
  const tuples = Array.from({ length: rows }, () => `(${columns.map(mark).join(',')})`);
  return `insert into ${table} (${columns.join(',')}) values ${tuples.join(',')}`;
}
