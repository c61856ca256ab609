/** `startWork`: the jobs and chores of an open shop, in this process. */
import type { JobKinds } from '#server/jobs/kinds.ts';
import { startJobs, type RunningJobs } from '#server/jobs/start-jobs.ts';
import { checkPayments } from '#server/payments/check-payments.ts';
import type { Shop } from '#server/shop.ts';
import { CHORES } from './chores.ts';
import { JOB_KINDS } from './job-kinds.ts';

export function startWork(shop: Shop, onError?: (job: string, error: unknown) => void): RunningJobs {
  const kinds: JobKinds = {
    ...JOB_KINDS,
    'check-payments': (open) => checkPayments(open, (line) => onError?.('check-payments', line)),
  };
  return startJobs(shop, { kinds, chores: CHORES, ...(onError && { onError }) });
}
