/** Puts jobs into the durable queue, inside the transaction whose promise they carry on. */
import type { Kysely } from 'kysely';
import type { Tables } from '#server/database/tables.ts';

export interface NewJob {
  readonly kind: string;
  /** Unique: a job that must exist once. A second one of the same name is left out. */
  readonly once?: string;
  readonly payload: unknown;
  /** Not before this moment. */
  readonly runAt?: number;
}

export async function queueJobs(tx: Kysely<Tables>, at: number, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  await tx
    .insertInto('jobs')
    .values(
      jobs.map(({ kind, once, payload, runAt }) => ({
        kind,
        once: once ?? null,
        payload: JSON.stringify(payload),
        state: 'waiting',
        attempts: 0,
        run_at: runAt ?? at,
        leased_until: null,
        last_error: null,
        created_at: at,
      })),
    )
    .onConflict((conflict) => conflict.column('once').doNothing())
    .execute();
}
