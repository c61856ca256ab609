/**
 * The backup's form: gzip'd NDJSON, the same for both databases, so that a shop can move from one to the other.
 * Line 1 is the head; then for each table one `{ table, columns }` line and one array per row;
 * the last line is `{ end: { table: { rows, sum } } }`, with a SHA-256 over the row lines of each table.
 */
import { createHash, type Hash } from 'node:crypto';

export const BACKUP_FORMAT = 'cartwright-backup-1';

export interface BackupHead {
  readonly format: typeof BACKUP_FORMAT;
  /** UTC milliseconds of the moment the backup shows. */
  readonly at: number;
  /** Newest migration of the shop it was taken from. */
  readonly migration: string;
}

export interface TableSum {
  readonly rows: number;
  /** SHA-256 (hex) over the row lines, in key order. */
  readonly sum: string;
}

export type TableSums = Readonly<Record<string, TableSum>>;

/** Sums the row lines of one table. */
export class RowSum {
  readonly #hash: Hash = createHash('sha256');
  #rows = 0;

  add(line: string): void {
    this.#hash.update(line).update('\n');
    this.#rows += 1;
  }

  get rows(): number {
    return this.#rows;
  }

  result(): TableSum {
    return { rows: this.#rows, sum: this.#hash.digest('hex') };
  }
}

/** A backup file is not what it should be; the message says what and where. */
export class BackupError extends Error {
  override name = 'BackupError';
}

/** Rows of all tables together. */
export function countRows(tables: TableSums): number {
  return Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
}
