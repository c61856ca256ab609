/** Every kind of job and who does it. A kind may run more than once (a crash before it was settled): what it does must bear that. */
import { sendOrderLetter } from '#server/mail/send-order-letter.ts';
import type { Shop } from '#server/shop.ts';
import type { Job } from './take-jobs.ts';

/** Throws to be tried again later. */
export type RunJob = (shop: Shop, payload: unknown, job: Job) => Promise<void>;
export type JobKinds = Readonly<Record<string, RunJob>>;

export const JOB_KINDS: JobKinds = {
  letter: sendOrderLetter,
};
