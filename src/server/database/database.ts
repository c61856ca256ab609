/** The door to the database: one writer, readers that never wait for it, and transactions that are retried where the engine asks. */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

export interface Database {
  readonly kind: 'sqlite' | 'postgres';
  /** Reads outside a transaction; sees committed rows only. Never write through it. */
  readonly read: Kysely<Tables>;
  /**
   * One promise, one transaction: commits when `work` resolves, rolls back when it throws.
   * SQLite: BEGIN IMMEDIATE on the one writer connection. PostgreSQL: READ COMMITTED; `work` runs again
   * after a serialization failure or deadlock (40001, 40P01), so it must have no effect outside `tx`.
   */
  transaction<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** Reads that all see one moment, however long they take, and hold up no writer. */
  snapshot<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** A number that moves when another connection or process committed; cheap enough to ask each second. */
  dataVersion(): Promise<number>;
  close(): Promise<void>;
}
