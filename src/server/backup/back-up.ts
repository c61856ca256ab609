/** `backUp`: the whole shop at one moment into one file, while it goes on selling. */
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Transaction } from 'kysely';
import { readUnsettled, settle } from '../catalog/import/settle.ts';
import type { Tables } from '../database/tables.ts';
import type { Shop } from '../shop.ts';
import { BACKUP_FORMAT, RowSum, type BackupHead, type TableSum, type TableSums } from './backup-file.ts';
import { readRows } from './read-rows.ts';
import { tableOrder } from './table-order.ts';

export interface BackupReport {
  readonly file: string;
  readonly bytes: number;
  readonly tables: TableSums;
}

/**
 * Writes `file` (mode 0600: it holds orders and secrets) from one snapshot. It appears under its name only when
 * complete; an interrupted backup leaves nothing. Throws what the file system says.
 */
export async function backUp(
  shop: Shop,
  file: string,
  onTable: (table: string, rows: number) => void = () => undefined,
): Promise<BackupReport> {
  const unfinished = `${file}.unfinished`;
  const tables: Record<string, TableSum> = {};
  try {
    for (let isWritten = false; !isWritten;) {
      await settle(shop);
      isWritten = await shop.database.snapshot(async (tx) => {
        // An import published since: its counts are not in the ledger yet.
        if (await readUnsettled(tx)) return false;
        await pipeline(
          Readable.from(lines(tx, shop.clock.now(), tables, onTable)),
          createGzip({ level: 6 }),
          createWriteStream(unfinished, { mode: 0o600 }),
        );
        return true;
      });
    }
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
  return { file, bytes: (await stat(file)).size, tables };
}

async function* lines(
  tx: Transaction<Tables>,
  at: number,
  sums: Record<string, TableSum>,
  onTable: (table: string, rows: number) => void,
): AsyncGenerator<string> {
  const newest = await tx
    .selectFrom('migrations')
    .select('name')
    .orderBy('name', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const head: BackupHead = { format: BACKUP_FORMAT, at, migration: newest.name };
  yield `${JSON.stringify(head)}\n`;
  for (const order of tableOrder) {
    const sum = new RowSum();
    let columns: string[] | undefined;
    for await (const rows of readRows(tx, order)) {
      const batch: string[] = [];
      for (const row of rows) {
        if (!columns) {
          columns = Object.keys(row).sort();
          batch.push(JSON.stringify({ table: order.table, columns }));
        }
        const line = JSON.stringify(columns.map((column) => row[column]));
        sum.add(line);
        batch.push(line);
      }
      yield `${batch.join('\n')}\n`;
    }
    sums[order.table] = sum.result();
    onTable(order.table, sum.rows);
  }
  yield `${JSON.stringify({ end: sums })}\n`;
}
