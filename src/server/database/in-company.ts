/**
 * Joins promises asked for at the same moment into one durable commit (SQLite, whose every commit waits for the disk).
 * - each promise has its own savepoint: one that fails is undone alone, the others stand;
 * - nobody hears "done" before the common commit; if that fails, all of them hear the failure and nothing was written.
 * PostgreSQL groups commits itself: there each promise is its own transaction.
 */
import { CompiledQuery, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

type Work<T> = (tx: Transaction<Tables>) => Promise<T>;

interface Waiting {
  readonly work: Work<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

type Outcome =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

/** Enough to hide the disk, few enough that nobody waits long for the others. */
const MOST_TOGETHER = 32;

/** More than this many waiting would wait longer than their senders do: they are told to come again. */
const MOST_WAITING = 1_000;

/** Nothing was begun: the sender may try again in a moment (503 with Retry-After). */
export class Overloaded extends Error {
  override name = 'Overloaded';
}

/** Whether one more would be turned away: asked at the door, so that turning away costs next to nothing. */
export function isCrowded(database: Database): boolean {
  const waiting =
    database.kind === 'postgres' ? (underWay.get(database) ?? 0) : (queues.get(database)?.length ?? 0);
  return waiting >= MOST_WAITING;
}

const SAVEPOINT = CompiledQuery.raw('savepoint promise');
const RELEASE = CompiledQuery.raw('release promise');
const UNDO = CompiledQuery.raw('rollback to promise');

const queues = new WeakMap<Database, Waiting[]>();
const busy = new WeakSet<Database>();

/** As `database.transaction`, in the company of others that wait. `work` must have no effect outside `tx`. */
export function inCompany<T>(database: Database, work: Work<T>): Promise<T> {
  if (database.kind === 'postgres') return counted(database, work);
  const queue = queues.get(database) ?? [];
  queues.set(database, queue);
  if (isCrowded(database)) return Promise.reject(new Overloaded('Too many orders wait at once.'));
  return new Promise<T>((resolve, reject) => {
    queue.push({ work, resolve: resolve as (value: unknown) => void, reject });
    if (!busy.has(database)) void serve(database, queue);
  });
}

const underWay = new WeakMap<Database, number>();

/** PostgreSQL queues by itself, at the pool of connections; what waits there is counted all the same. */
async function counted<T>(database: Database, work: Work<T>): Promise<T> {
  if (isCrowded(database)) throw new Overloaded('Too many orders wait at once.');
  underWay.set(database, (underWay.get(database) ?? 0) + 1);
  try {
    return await database.transaction(work);
  } finally {
    underWay.set(database, (underWay.get(database) ?? 1) - 1);
  }
}

async function serve(database: Database, queue: Waiting[]): Promise<void> {
  busy.add(database);
  // Requests of the same turn of the event loop come along.
  await new Promise((resolve) => setImmediate(resolve));
  while (queue.length > 0) {
    const together = queue.splice(0, MOST_TOGETHER);
    try {
      const outcomes = await database.transaction((tx) => runAll(tx, together));
      outcomes.forEach((outcome, i) => {
        if (outcome.ok) together[i]?.resolve(outcome.value);
        else together[i]?.reject(outcome.error);
      });
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
    // Answers go out and new requests come in before the next commit.
    await new Promise((resolve) => setImmediate(resolve));
  }
  busy.delete(database);
}

async function runAll(tx: Transaction<Tables>, together: readonly Waiting[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { work } of together) {
    await tx.executeQuery(SAVEPOINT);
    try {
      const value = await work(tx);
      await tx.executeQuery(RELEASE);
      outcomes.push({ ok: true, value });
    } catch (error) {
      // A full disk may have ended the whole transaction: then these fail too, and with them everybody.
      await tx.executeQuery(UNDO);
      await tx.executeQuery(RELEASE);
      outcomes.push({ ok: false, error });
    }
  }
  return outcomes;
}
