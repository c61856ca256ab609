/** `jobs`: the queue of letters and events; dead ones can be tried again, events told once more. */
import { parseArgs } from 'node:util';
import { reviveJobs } from '#server/jobs/take-jobs.ts';
import { replayEvents } from '#server/orders/tell.ts';
import { UsageError, type Command } from '../command.ts';
import { withShop } from '../with-shop.ts';

const USAGE = `jobs                    how many wait, run, are done, were given up; the given-up ones by name
jobs --retry            puts the given-up ones back into the queue
jobs --replay DATE      tells every event since DATE (2026-11-22) to WEBHOOK_URL once more`;

export const command: Command = {
  about: 'letters and events that wait or were given up',
  usage: USAGE,
  async run(args) {
    const { retry, replay } = read(args);
    return withShop(async (shop) => {
      if (replay !== undefined && !shop.settings.WEBHOOK_URL)
        throw new UsageError('WEBHOOK_URL is not set: there is nobody to tell.');
      if (retry) console.log(`${await reviveJobs(shop)} jobs are in the queue again.`);
      if (replay !== undefined) console.log(`${await replayEvents(shop, replay)} events are told once more.`);
      const { read: db } = shop.database;
      const counts = await db
        .selectFrom('jobs')
        .select((e) => ['state', e.fn.countAll<number>().as('n')])
        .groupBy('state')
        .orderBy('state')
        .execute();
      for (const { state, n } of counts) console.log(`${state.padEnd(8)} ${Number(n)}`);
      const dead = await db.selectFrom('jobs').selectAll().where('state', '=', 'dead').limit(50).execute();
      for (const job of dead) console.log(`  ${job.kind} ${job.once ?? job.id}: ${job.last_error ?? ''}`);
      return 0;
    });
  },
};

function read(args: string[]): { retry: boolean; replay: number | undefined } {
  const { values } = parseArgs({ args, options: { retry: { type: 'boolean' }, replay: { type: 'string' } } });
  const replay = values.replay === undefined ? undefined : Date.parse(values.replay);
  if (Number.isNaN(replay)) throw new UsageError(`--replay needs a date like 2026-11-22.\n\n${USAGE}`);
  return { retry: values.retry ?? false, replay };
}
