/** `startWork`: the jobs and chores of an open shop, in this process. */
import { startJobs, type RunningJobs } from '#server/jobs/start-jobs.ts';
import type { Shop } from '#server/shop.ts';
import { CHORES } from './chores.ts';
import { JOB_KINDS } from './job-kinds.ts';

export function startWork(shop: Shop, onError?: (job: string, error: unknown) => void): RunningJobs {
  return startJobs(shop, { kinds: JOB_KINDS, chores: CHORES, ...(onError && { onError }) });
}
