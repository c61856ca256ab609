/** What a job runner is given: who does each kind of job, and what is to be done again and again. */
import type { Shop } from '#server/shop.ts';
import type { Job } from './take-jobs.ts';

/** Throws to be tried again later. May be called more than once for a job (a crash before it was settled) and must bear that. */
export type RunJob = (shop: Shop, payload: unknown, job: Job) => Promise<void>;
export type JobKinds = Readonly<Record<string, RunJob>>;

/** Done by whichever process is there; safe to do twice at once. */
export interface Chore {
  readonly name: string;
  /** Milliseconds between two times. */
  readonly every: number;
  readonly run: (shop: Shop) => Promise<void>;
}
