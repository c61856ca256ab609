/**
 * The one IndexedDB of this device. Nothing here hangs and nothing expected throws: work gives its value, or the
 * trouble, within the limit (4 s). A connection lost in the background is reopened and the work done once more,
 * so work must be repeatable: write what should be true, never "one more".
 */
import { deleteDB, openDB, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { DATABASE_NAME, DATABASE_VERSION, upgradeStores, type StoreName, type Stores } from './stores.ts';
import { troubleOfOpening, troubleOfWork, type StorageTrouble } from './storage-trouble.ts';
import { within, type Waited } from './within.ts';

export type Stored<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: StorageTrouble };

export type Transaction<
  Names extends readonly StoreName[],
  Mode extends IDBTransactionMode,
> = IDBPTransaction<Stores, Names, Mode>;

export interface WorkOptions {
  /** 'strict' waits for the disk: for orders. */
  readonly durability?: IDBTransactionDurability;
  /** Milliseconds for the work itself; opening has its own limit. */
  readonly limit?: number;
}

export interface DeviceDatabase {
  /**
   * Runs `task` in one transaction and waits for its commit. `task` may await only requests of that transaction
   * (IndexedDB commits at the first foreign await); when it throws, nothing is written.
   */
  work<const Names extends readonly StoreName[], Mode extends 'readonly' | 'readwrite', T>(
    stores: Names,
    mode: Mode,
    task: (tx: Transaction<Names, Mode>) => Promise<T>,
    options?: WorkOptions,
  ): Promise<Stored<T>>;
  /** The trouble the last work met; undefined while all is well. */
  trouble(): StorageTrouble | undefined;
  /** Calls back whenever `trouble()` changes; gives the way to stop. */
  watch(listener: (trouble: StorageTrouble | undefined) => void): () => void;
  close(): void;
}

export interface DatabasePorts {
  readonly name?: string;
  readonly version?: number;
  /** Milliseconds any open, and any work in it, may take. */
  readonly limit?: number;
}

interface Opening {
  readonly promise: Promise<IDBPDatabase<Stores>>;
  readonly since: number;
  blocked: boolean;
}

/** The database; opened at the first work, and again whenever the connection went away. */
export function openDatabase(ports: DatabasePorts = {}): DeviceDatabase {
  const name = ports.name ?? DATABASE_NAME;
  const limit = ports.limit ?? 4_000;
  const listeners = new Set<(trouble: StorageTrouble | undefined) => void>();
  let opening: Opening | undefined;
  let current: StorageTrouble | undefined;
  let isOutdated = false;

  function report(trouble: StorageTrouble | undefined): void {
    if (trouble === current) return;
    current = trouble;
    for (const listener of listeners) listener(trouble);
  }

  function forget(which: Opening | undefined): void {
    if (opening === which) opening = undefined;
    which?.promise.then((connection) => connection.close()).catch(() => {});
  }

  function begin(): Opening {
    const started: Opening = {
      since: performance.now(),
      blocked: false,
      promise: openNow(name, ports.version ?? DATABASE_VERSION, {
        upgrade: (connection, from) => upgradeStores(connection, from),
        blocked: () => {
          started.blocked = true;
        },
        // A newer version of the shop wants to upgrade: make way at once, and say that this page is old.
        blocking: () => {
          isOutdated = true;
          forget(started);
          report('outdated');
        },
        terminated: () => forget(started),
      }),
    };
    // Whoever waits hears of a failure; an opening nobody waits for any more must not be an unhandled one.
    started.promise.catch(() => forget(started));
    return started;
  }

  async function connect(): Promise<Stored<{ connection: IDBPDatabase<Stores>; from: Opening }>> {
    if (isOutdated) return { ok: false, reason: 'outdated' };
    if (!hasIndexedDB()) return { ok: false, reason: 'absent' };
    const from = (opening ??= begin());
    // An opening that already took its time makes no second caller wait: it is asked again, and used once it is there.
    const left = Math.max(0, from.since + limit - performance.now());
    const waited = await within(from.promise, left);
    if (waited.done) return { ok: true, value: { connection: waited.value, from } };
    if (waited.why === 'late') return { ok: false, reason: from.blocked ? 'blocked' : 'slow' };
    return { ok: false, reason: troubleOfOpening(waited.error) };
  }

  async function attempt<Names extends readonly StoreName[], Mode extends 'readonly' | 'readwrite', T>(
    stores: Names,
    mode: Mode,
    task: (tx: Transaction<Names, Mode>) => Promise<T>,
    options: WorkOptions,
  ): Promise<Stored<T>> {
    const connected = await connect();
    if (!connected.ok) return connected;
    const { connection, from } = connected.value;
    const waited: Waited<T> = await within(
      run(connection, stores, mode, task, options),
      options.limit ?? limit,
    );
    if (waited.done) return { ok: true, value: waited.value };
    if (waited.why === 'late') {
      forget(from);
      return { ok: false, reason: 'slow' };
    }
    const trouble = troubleOfWork(waited.error);
    if (!trouble) throw waited.error;
    if (trouble !== 'full') forget(from);
    return { ok: false, reason: isOutdated ? 'outdated' : trouble };
  }

  return {
    async work(stores, mode, task, options = {}) {
      let result = await attempt(stores, mode, task, options);
      if (!result.ok && result.reason === 'lost') result = await attempt(stores, mode, task, options);
      report(result.ok ? undefined : result.reason);
      return result;
    },
    trouble: () => current,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => forget(opening),
  };
}

async function run<Names extends readonly StoreName[], Mode extends 'readonly' | 'readwrite', T>(
  connection: IDBPDatabase<Stores>,
  stores: Names,
  mode: Mode,
  task: (tx: Transaction<Names, Mode>) => Promise<T>,
  options: WorkOptions,
): Promise<T> {
  const tx = connection.transaction(stores, mode, { durability: options.durability ?? 'default' });
  try {
    const [value] = await Promise.all([task(tx), tx.done]);
    return value;
  } catch (error) {
    tx.done.catch(() => {});
    try {
      tx.abort();
    } catch {
      // Already over: the error at hand says why.
    }
    throw tx.error ?? error;
  }
}

/** As idb's openDB, but a factory that throws at once becomes a rejection like any other. */
const openNow = async (...parts: Parameters<typeof openDB<Stores>>): Promise<IDBPDatabase<Stores>> =>
  openDB<Stores>(...parts);

function hasIndexedDB(): boolean {
  try {
    return typeof indexedDB !== 'undefined' && indexedDB !== null;
  } catch {
    return false;
  }
}

/** Deletes the whole database: the way out of a corrupt one, on the shopper's word only. False when it could not be done in 4 s. */
export async function wipeDatabase(name: string = DATABASE_NAME, limit = 4_000): Promise<boolean> {
  if (!hasIndexedDB()) return false;
  return (await within(deleteDB(name), limit)).done;
}

let shared: DeviceDatabase | undefined;

/** The one connection of this page or worker. */
export function deviceDatabase(): DeviceDatabase {
  return (shared ??= openDatabase());
}
