/** Taking jobs from the queue and putting them back: leases, retries with backoff, dead letters. Each step is one short transaction. */
import { sql, type Selectable } from 'kysely';
import type { JobsTable } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';

export type Job = Selectable<JobsTable>;

/** A job whose runner died is taken again after this. */
export const LEASE_MILLISECONDS = 120_000;
const MOST_ATTEMPTS = 12;
const FIRST_RETRY = 10_000;
const LONGEST_RETRY = 6 * 3_600_000;
const LONGEST_ERROR = 500;

/** Leases up to `most` due jobs (of one kind, where it is named) to this process; on PostgreSQL rows another process is taking are passed over. */
export async function takeJobs(shop: Shop, most: number, kind?: string): Promise<Job[]> {
  const now = shop.clock.now();
  const passOver = shop.database.kind === 'postgres' ? sql`for update skip locked` : sql``;
  const ofKind = kind === undefined ? sql`` : sql`kind = ${kind} and`;
  const due = sql`${ofKind} state in ('waiting', 'running') and run_at <= ${now} and (leased_until is null or leased_until <= ${now})`;
  const { read } = shop.database;
  // Most looks find nothing: ask without locking first.
  const any = await sql<{ id: number }>`select id from jobs where ${due} limit 1`.execute(read);
  if (any.rows.length === 0) return [];
  return shop.database.transaction(async (tx) => {
    const { rows } = await sql<Job>`
      update jobs set state = 'running', attempts = attempts + 1, leased_until = ${now + LEASE_MILLISECONDS}
      where id in (select id from jobs where ${due} order by run_at, id limit ${most} ${passOver})
      returning *`.execute(tx);
    return [...rows].sort((a, b) => a.id - b.id);
  });
}

/** Keeps a batch that takes long from being taken by another process. */
export async function renewLeases(shop: Shop, jobs: readonly Job[]): Promise<void> {
  const leased_until = shop.clock.now() + LEASE_MILLISECONDS;
  await shop.database.transaction((tx) =>
    tx
      .updateTable('jobs')
      .set({ leased_until })
      .where('id', 'in', idsOf(jobs))
      .where('state', '=', 'running')
      .execute(),
  );
}

/** Puts jobs back that were taken and not begun, as if they had never been taken. */
export async function putBackJobs(shop: Shop, jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) return;
  await shop.database.transaction((tx) =>
    tx
      .updateTable('jobs')
      .set((e) => ({ state: 'waiting', attempts: e('attempts', '-', 1), leased_until: null }))
      .where('id', 'in', idsOf(jobs))
      .where('state', '=', 'running')
      .execute(),
  );
}

const idsOf = (jobs: readonly Job[]): number[] => jobs.map((job) => job.id);

export interface Outcome {
  readonly job: Job;
  /** Absent: it went well. */
  readonly error?: unknown;
}

/**
 * Writes down how a job went; of one that is done its name is kept, so that it stays done once, and nothing else. A job
 * that was taken over by another process meanwhile is left to that one.
 */
export async function settleJob(shop: Shop, { job, error }: Outcome): Promise<void> {
  const settled =
    error === undefined
      ? { state: 'done', payload: '{}', leased_until: null, last_error: null }
      : {
          state: job.attempts >= MOST_ATTEMPTS ? 'dead' : 'waiting',
          leased_until: null,
          run_at: shop.clock.now() + retryAfter(shop, job.attempts),
          last_error: reasonOf(error),
        };
  await shop.database.transaction((tx) =>
    tx
      .updateTable('jobs')
      .set(settled)
      .where('id', '=', job.id)
      .where('state', '=', 'running')
      .where('attempts', '=', job.attempts)
      .execute(),
  );
}

/** Doubling from ten seconds to six hours, the upper half of it by chance, so that a mail server that comes back is not stormed. */
function retryAfter(shop: Shop, attempts: number): number {
  const full = Math.min(FIRST_RETRY * 2 ** (attempts - 1), LONGEST_RETRY);
  const [byte = 0] = shop.random.bytes(1);
  return Math.round(full * (0.5 + byte / 512));
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_ERROR);
}

/** Puts dead jobs back into the queue, as if they were new; answers how many. */
export async function reviveJobs(shop: Shop): Promise<number> {
  return shop.database.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('jobs')
      .set({ state: 'waiting', attempts: 0, run_at: shop.clock.now() })
      .where('state', '=', 'dead')
      .executeTakeFirst();
    return Number(numUpdatedRows);
  });
}
