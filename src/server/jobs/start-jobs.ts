/**
 * `startJobs`: works through the queue while the shop is open. Rung after each commit that queued something, and looks
 * by itself every second. `stop` takes no more, waits for what runs, and leaves the rest to the next start.
 */
import { performance } from 'node:perf_hooks';
import type { Shop } from '#server/shop.ts';
import { onJobs } from './bell.ts';
import type { Chore, JobKinds } from './kinds.ts';
import {
  LEASE_MILLISECONDS,
  putBackJobs,
  renewLeases,
  settleJob,
  takeJobs,
  type Job,
  type Outcome,
} from './take-jobs.ts';

export interface RunningJobs {
  stop(): Promise<void>;
}

export interface JobOptions {
  readonly kinds: JobKinds;
  readonly chores: readonly Chore[];
  /** Told of what failed; the job itself is retried or ends as dead. */
  readonly onError?: (job: string, error: unknown) => void;
}

const BATCH = 32;
const LOOK_MILLISECONDS = 1_000;
/** Orders come first: between batches the process belongs to them, for longer when it is busy. */
const BREATH_MILLISECONDS = 25;
const BUSY_BREATH_MILLISECONDS = 400;
const BUSY_SHARE = 0.7;

export function startJobs(shop: Shop, options: JobOptions): RunningJobs {
  const { kinds, chores, onError = () => undefined } = options;
  let isStopped = false;
  const ask = () => isStopped;
  const due = new Map(chores.map((chore) => [chore, 0]));
  // A lane for each kind: a system that is slow to be told of events holds up no letter, a slow mail server no refund.
  const lanes = [
    ...Object.keys(kinds).map((kind) =>
      startLane(kind, () => runDueJobs(shop, kinds, { kind, onError, isStopped: ask })),
    ),
    startLane('chores', () => doChores(shop, due, onError)),
  ];
  const quiet = onJobs(shop, () => lanes.forEach((lane) => lane.wake()));
  return {
    async stop() {
      isStopped = true;
      quiet();
      for (const lane of lanes) lane.wake();
      await Promise.all(lanes.map((lane) => lane.ended));
    },
  };

  function startLane(name: string, work: () => Promise<number>): { ended: Promise<void>; wake: () => void } {
    let wake: () => void = () => undefined;
    const breath = breathOf();
    const loop = async (): Promise<void> => {
      while (!isStopped) {
        let worked = 0;
        try {
          worked = await work();
        } catch (error) {
          // The database is locked or away: the queue waits for it.
          onError(name, error);
        }
        if (!isStopped) await pause(worked > 0 ? breath() : LOOK_MILLISECONDS, worked === 0);
      }
    };
    const pause = (milliseconds: number, canBeRung: boolean): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        timer.unref();
        wake = () => {
          if (!canBeRung && !isStopped) return;
          clearTimeout(timer);
          // Let the answer that rang go out first.
          setTimeout(resolve, BREATH_MILLISECONDS);
        };
      });
    return { ended: loop(), wake: () => wake() };
  }
}

/** How long to leave the process to others, by how busy it was since the last time. */
function breathOf(): () => number {
  let seen = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, seen);
    seen = now;
    return utilization > BUSY_SHARE ? BUSY_BREATH_MILLISECONDS : BREATH_MILLISECONDS;
  };
}

export interface BatchOptions {
  /** Only jobs of this kind. */
  readonly kind?: string;
  readonly onError?: (job: string, error: unknown) => void;
  readonly isStopped?: () => boolean;
}

/** One batch; answers how many jobs it worked on. Tests call it to empty the queue step by step. */
export async function runDueJobs(
  shop: Shop,
  kinds: JobKinds,
  { kind, onError = () => undefined, isStopped = () => false }: BatchOptions = {},
): Promise<number> {
  const jobs = await takeJobs(shop, BATCH, kind);
  if (jobs.length === 0) return 0;
  const renewing = setInterval(
    () => void renewLeases(shop, jobs).catch((error: unknown) => onError('lease', error)),
    LEASE_MILLISECONDS / 3,
  );
  let begun = 0;
  try {
    for (const job of jobs) {
      if (isStopped()) break;
      begun += 1;
      const outcome = await runJob(shop, kinds, job);
      if (outcome.error !== undefined) onError(`${job.kind} ${job.id}`, outcome.error);
      // Each for itself: whoever dies over a batch leaves one letter at most that is written again.
      await settleJob(shop, outcome);
    }
  } finally {
    clearInterval(renewing);
  }
  await putBackJobs(shop, jobs.slice(begun));
  return jobs.length;
}

async function runJob(shop: Shop, kinds: JobKinds, job: Job): Promise<Outcome> {
  try {
    const run = kinds[job.kind];
    if (!run) throw new Error(`Nobody here knows jobs of kind "${job.kind}".`);
    await run(shop, JSON.parse(job.payload), job);
    return { job };
  } catch (error) {
    return { job, error: error ?? new Error('failed without a reason') };
  }
}

async function doChores(
  shop: Shop,
  due: Map<Chore, number>,
  onError: (job: string, error: unknown) => void,
): Promise<number> {
  const now = shop.clock.now();
  for (const [chore, at] of due) {
    if (at > now) continue;
    due.set(chore, now + chore.every);
    try {
      await chore.run(shop);
    } catch (error) {
      onError(chore.name, error);
    }
  }
  return 0;
}
