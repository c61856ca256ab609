/** Reads a whole table in key order, a thousand rows at a time, without holding more than that. */
import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { TableOrder } from './table-order.ts';

export type Row = Readonly<Record<string, string | number | null>>;

const BATCH = 1_000;

/** Keyset paging: each batch begins after the last row's key, so the cost stays linear. Text keys compare by bytes on both databases. */
export async function* readRows(
  tx: Transaction<Tables>,
  { table, key, only = '1 = 1' }: TableOrder,
): AsyncGenerator<Row[]> {
  let after: Row | undefined;
  for (;;) {
    const position = after;
    const refs = sql.join(key.map((column) => sql.ref(column)));
    const past = position
      ? sql`and (${refs}) > (${sql.join(key.map((column) => sql.val(position[column])))})`
      : sql``;
    const { rows } =
      await sql<Row>`select * from ${sql.table(table)} where ${sql.raw(only)} ${past} order by ${refs} limit ${sql.lit(BATCH)}`.execute(
        tx,
      );
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) return;
    after = rows.at(-1);
  }
}
