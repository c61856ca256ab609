/** Node's own SQLite behind Kysely: a dialect with a statement cache; WAL, synchronous FULL and foreign keys asserted at start. */
import {
  CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Database } from '../database.ts';
import type { Tables } from '../tables.ts';

// Asked at run time: bundlers do not know the module by name yet.
const sqlite = process.getBuiltinModule('node:sqlite');

const BUSY_MILLISECONDS = 5_000;
const CACHED_STATEMENTS = 500;

/** Opens (or makes) the database file and refuses to go on unless it is as durable as promised. */
export function openSqlite(file: string): Database {
  const writerFile = openFile(file);
  const readerFile = openFile(file);
  readerFile.exec('pragma query_only = on');
  const writer = kyselyOver(writerFile, 'begin immediate');
  const reader = kyselyOver(readerFile, 'begin deferred');
  return {
    kind: 'sqlite',
    read: reader,
    transaction: (work) => writer.transaction().execute(work),
    snapshot: async (work) => {
      // Its own connection: a long look must not keep the shop's reader from answering pages.
      const moment = kyselyOver(openFile(file), 'begin deferred');
      try {
        return await moment.transaction().execute(work);
      } finally {
        await moment.destroy();
      }
    },
    dataVersion: async () => Number(readerFile.prepare('pragma data_version').get()?.['data_version']),
    close: async () => {
      await reader.destroy();
      await writer.destroy();
    },
  };
}

function openFile(file: string): DatabaseSync {
  const database = new sqlite.DatabaseSync(file, { timeout: BUSY_MILLISECONDS });
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
  assertPragma(database, 'journal_mode', 'wal');
  assertPragma(database, 'synchronous', 2);
  assertPragma(database, 'foreign_keys', 1);
  return database;
}

function assertPragma(database: DatabaseSync, name: string, wanted: string | number): void {
  const row = database.prepare(`pragma ${name}`).get();
  const found = row && Object.values(row)[0];
  if (found !== wanted)
    throw new Error(
      `SQLite refused pragma ${name} = ${wanted} (it is ${String(found)}); the shop needs it to keep its word.`,
    );
}

type Begin = 'begin immediate' | 'begin deferred';

function kyselyOver(database: DatabaseSync, begin: Begin): Kysely<Tables> {
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteDriver(database, begin),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  return new Kysely<Tables>({ dialect });
}

/** One connection, lent to one user at a time. */
class SqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: SqliteConnection;
  readonly #begin: Begin;
  #last: Promise<void> = Promise.resolve();
  #release: (() => void) | undefined;

  constructor(database: DatabaseSync, begin: Begin) {
    this.#database = database;
    this.#begin = begin;
    this.#connection = new SqliteConnection(database);
  }

  async init(): Promise<void> {
    // Opened by the caller.
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#last;
    let release: () => void = () => undefined;
    this.#last = new Promise((resolve) => (release = resolve));
    await before;
    this.#release = release;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#release?.();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#begin));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // SQLite rolls back by itself on a full disk or an I/O error; a second rollback would hide the first error.
    if (this.#database.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async destroy(): Promise<void> {
    this.#database.close();
  }
}

interface Prepared {
  readonly statement: StatementSync;
  /** Asked once: the engine describes its columns anew at each question. */
  readonly givesRows: boolean;
}

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, Prepared>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { statement, givesRows } = this.#prepare(query.sql);
    const values = query.parameters as SQLInputValue[];
    if (givesRows) return { rows: statement.all(...values) as R[] };
    const { changes, lastInsertRowid } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    const rows = this.#database.prepare(query.sql).iterate(...(query.parameters as SQLInputValue[]));
    for (const row of rows) yield { rows: [row as R] };
  }

  #prepare(text: string): Prepared {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.#database.prepare(text);
    if (this.#statements.size >= CACHED_STATEMENTS) this.#statements.clear();
    const prepared = { statement, givesRows: statement.columns().length > 0 };
    this.#statements.set(text, prepared);
    return prepared;
  }
}
