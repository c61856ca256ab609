/** `restore`: a backup into an empty shop, all of it or nothing. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { Shop } from '../shop.ts';
import {
  BACKUP_FORMAT,
  BackupError,
  RowSum,
  type BackupHead,
  type TableSum,
  type TableSums,
} from './backup-file.ts';
import { tableOrder } from './table-order.ts';

export interface RestoreReport {
  /** UTC milliseconds of the moment restored. */
  readonly at: number;
  readonly tables: TableSums;
}

export type RestoreAnswer =
  | ({ readonly ok: true } & RestoreReport)
  | { readonly ok: false; readonly reason: 'not-empty' | 'bad-file'; readonly message: string };

type Value = string | number | null;

const BATCH_VALUES = 10_000;

/**
 * Fills an empty shop from a backup file in one transaction: a cut or altered file, a row the database refuses or a
 * full disk leaves the shop empty as it was. A shop with products or orders is refused. Jobs that were running wait again.
 */
export async function restore(shop: Shop, file: string): Promise<RestoreAnswer> {
  try {
    const report = await shop.database.transaction(async (tx) => {
      if (!(await isEmpty(tx))) return undefined;
      for (const { table, rows = table } of [...tableOrder].reverse())
        await sql`delete from ${sql.table(rows)}`.execute(tx);
      const done = await load(tx, file);
      await tx
        .updateTable('jobs')
        .set({ state: 'waiting', leased_until: null })
        .where('state', '=', 'running')
        .execute();
      if (shop.database.kind === 'postgres') await moveCounters(tx);
      return done;
    });
    if (report) return { ok: true, ...report };
    return {
      ok: false,
      reason: 'not-empty',
      message:
        'This shop already has products or orders. Restore into an empty SHOP_DIR (or an empty database).',
    };
  } catch (error) {
    if (error instanceof BackupError)
      return { ok: false, reason: 'bad-file', message: `${error.message} Nothing was changed.` };
    throw error;
  }
}

async function isEmpty(tx: Transaction<Tables>): Promise<boolean> {
  const product = await tx.selectFrom('products').select('id').limit(1).executeTakeFirst();
  const order = await tx.selectFrom('orders').select('id').limit(1).executeTakeFirst();
  return !product && !order;
}

async function load(tx: Transaction<Tables>, file: string): Promise<RestoreReport> {
  let head: BackupHead | undefined;
  let current: { table: keyof Tables; columns: string[]; sum: RowSum; rows: Value[][] } | undefined;
  const tables: Record<string, TableSum> = {};
  let end: TableSums | undefined;
  const finishTable = async (): Promise<void> => {
    if (!current) return;
    await insert(tx, current.table, current.columns, current.rows);
    tables[current.table] = current.sum.result();
    current = undefined;
  };
  for await (const [line, number] of numberedLines(file)) {
    const parsed = parse(line, number);
    if (!head) {
      head = parsed as BackupHead;
      if (head.format !== BACKUP_FORMAT)
        throw new BackupError(`Line 1 is no head of a ${BACKUP_FORMAT} file.`);
    } else if (Array.isArray(parsed)) {
      if (!current || parsed.length !== current.columns.length)
        throw new BackupError(`Line ${number} is a row that fits no table.`);
      current.sum.add(line);
      current.rows.push(parsed as Value[]);
      if (current.rows.length * current.columns.length >= BATCH_VALUES)
        await insert(tx, current.table, current.columns, current.rows.splice(0));
    } else {
      await finishTable();
      const next = parsed as { table?: keyof Tables; columns?: string[]; end?: TableSums };
      if (next.end) end = next.end;
      else if (next.table && next.columns && tableOrder.some((order) => order.table === next.table)) {
        current = { table: next.table, columns: next.columns, sum: new RowSum(), rows: [] };
      } else
        throw new BackupError(
          `Line ${number} names no table of this version; restore with the version that made the backup, then upgrade.`,
        );
    }
  }
  if (!head || !end) throw new BackupError('The file ends too early: it is no complete backup.');
  for (const [table, { rows, sum }] of Object.entries(end)) {
    const found = tables[table];
    if (rows > 0 && (found?.rows !== rows || found.sum !== sum))
      throw new BackupError(`The rows of ${table} are not those that were written: the file is damaged.`);
  }
  return { at: head.at, tables: end };
}

async function* numberedLines(file: string): AsyncGenerator<readonly [string, number]> {
  const unpacked = createGunzip().setEncoding('utf8');
  // A failure of either stream reaches the loop below through `unpacked`.
  pipeline(createReadStream(file), unpacked).catch(() => undefined);
  let number = 0;
  let rest = '';
  try {
    for await (const text of unpacked as AsyncIterable<string>) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line) yield [line, ++number];
    }
  } catch (error) {
    if (error instanceof BackupError || !isStreamError(error)) throw error;
    throw new BackupError(`The file can't be read beyond line ${number}: ${(error as Error).message}.`);
  }
}

function isStreamError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    /^(Z_|ENOENT|EACCES|EISDIR|EIO|ERR_STREAM)/.test(String(error.code))
  );
}

function parse(line: string, number: number): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    throw new BackupError(`Line ${number} is not JSON.`);
  }
}

async function insert(
  tx: Transaction<Tables>,
  table: keyof Tables,
  columns: readonly string[],
  rows: readonly Value[][],
): Promise<void> {
  if (rows.length === 0) return;
  const values = sql.join(rows.map((row) => sql`(${sql.join(row.map((value) => sql.val(value)))})`));
  const written = tableOrder.find((order) => order.table === table)?.rows ?? table;
  await sql`insert into ${sql.table(written)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${values}`.execute(
    tx,
  );
}

async function moveCounters(tx: Transaction<Tables>): Promise<void> {
  for (const { table, counted } of tableOrder) {
    if (!counted) continue;
    await sql`select setval(pg_get_serial_sequence(${table}, ${counted}), coalesce((select max(${sql.ref(counted)}) from ${sql.table(table)}), 0) + 1, false)`.execute(
      tx,
    );
  }
}
