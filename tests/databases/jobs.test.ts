/** The queue on both databases: after the commit, each once, again after trouble, given up in the open. */
import { expect, it, vi } from 'vitest';
import { queueJobs } from '#server/jobs/queue-jobs.ts';
import { runDueJobs, startJobs } from '#server/jobs/start-jobs.ts';
import { LEASE_MILLISECONDS, reviveJobs, takeJobs } from '#server/jobs/take-jobs.ts';
import { readLetters } from '#server/mail/read-letters.ts';
import { JOB_KINDS } from '#server/work/job-kinds.ts';
import { openShop, type Shop } from '#server/shop.ts';
import { eachDatabase } from './each-database.ts';
import { WOOFER, buy, stockShelves } from './small-shop.ts';

const queue = (shop: Shop, n: number, once?: string) =>
  shop.database.transaction((tx) =>
    queueJobs(
      tx,
      shop.clock.now(),
      Array.from({ length: n }, (_, i) => ({ kind: 'test', payload: { i }, ...(once && { once }) })),
    ),
  );
const states = async (shop: Shop): Promise<string[]> =>
  (await shop.database.read.selectFrom('jobs').select('state').orderBy('id').execute()).map(
    (row) => row.state,
  );

eachDatabase('jobs', (open, engine) => {
  it('writes to buyer and shop once an order stands, once each', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const placed = await buy(shop, [{ variant: WOOFER.id, n: 2 }]);
    await runDueJobs(shop, JOB_KINDS);
    await runDueJobs(shop, JOB_KINDS);
    const letters = (await readLetters(shop)).sort((a, b) => (a.kind < b.kind ? -1 : 1));
    expect(letters.map((l) => [l.kind, l.to])).toEqual([
      ['order-notice', 'shop@localhost'],
      ['order-received', 'Anna@example.org'],
    ]);
    expect(letters[1]?.subject).toBe(`Order ${placed.number} received`);
    for (const text of [letters[1]?.text, letters[1]?.html]) {
      expect(text).toContain(placed.link);
      expect(text).toContain('$96.40');
    }
    expect(letters[0]?.text).not.toContain(placed.link);
    expect(await states(shop)).toEqual(['done', 'done']);
  });

  it('leaves a once-name alone when it is there already', async () => {
    const { shop } = await open();
    await queue(shop, 1, 'only');
    await queue(shop, 1, 'only');
    expect(await states(shop)).toEqual(['waiting']);
  });

  it('tries again later, and at last gives up in the open', async () => {
    const { shop, clock } = await open();
    await queue(shop, 1);
    let tries = 0;
    const kinds = { test: () => Promise.reject(new Error(`try ${++tries}`)) };
    expect(await runDueJobs(shop, kinds)).toBe(1);
    expect(await runDueJobs(shop, kinds)).toBe(0);
    for (let i = 0; i < 20; i++) {
      clock.advance(7 * 3_600_000);
      await runDueJobs(shop, kinds);
    }
    expect(tries).toBe(12);
    const [job] = await shop.database.read.selectFrom('jobs').selectAll().execute();
    expect(job).toMatchObject({ state: 'dead', last_error: 'try 12' });
    expect(await reviveJobs(shop)).toBe(1);
    await runDueJobs(shop, { test: () => Promise.resolve() });
    expect(await states(shop)).toEqual(['done']);
  });

  it('gives each job to one of several processes', async () => {
    const { shop } = await open();
    await queue(shop, 90);
    const other = await openShop(shop.settings, { clock: shop.clock });
    const take = (process: Shop) => takeJobs(process, 30);
    // Two connections of one thread would wait for each other on SQLite; real processes do not.
    const taken =
      engine === 'postgres'
        ? await Promise.all([shop, other, shop, other].map(take))
        : [await take(shop), await take(other), await take(shop), await take(other)];
    const ids = taken.flat().map((job) => job.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeLessThanOrEqual(90);
    await other.close();
  });

  it('takes up what a dead process left behind, not before its lease is over', async () => {
    const { shop, clock } = await open();
    await queue(shop, 1);
    expect(await takeJobs(shop, 5)).toHaveLength(1);
    expect(await takeJobs(shop, 5)).toHaveLength(0);
    clock.advance(LEASE_MILLISECONDS);
    expect(await takeJobs(shop, 5)).toMatchObject([{ attempts: 2 }]);
  });

  it('writes again no more than the one a dead process was at', async () => {
    const { shop } = await open();
    await queue(shop, 5);
    const seen: string[][] = [];
    await runDueJobs(shop, { test: async () => void seen.push(await states(shop)) });
    expect(seen.map((all) => all.filter((state) => state === 'done').length)).toEqual([0, 1, 2, 3, 4]);
  });

  it('works by itself while the shop is open and drains when it closes', async () => {
    const { shop } = await open();
    const done: number[] = [];
    const kinds = {
      test: async (_: Shop, payload: unknown) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        done.push((payload as { i: number }).i);
      },
    };
    await queue(shop, 40);
    const running = startJobs(shop, { kinds, chores: [] });
    while (done.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await running.stop();
    const jobs = await shop.database.read.selectFrom('jobs').select(['state', 'attempts']).execute();
    expect(jobs.filter((job) => job.state === 'done')).toHaveLength(done.length);
    // What was taken and not begun is as if it had never been taken.
    for (const job of jobs.filter((one) => one.state !== 'done'))
      expect(job).toEqual({ state: 'waiting', attempts: 0 });
  });

  it('keeps a batch that takes longer than its lease', async () => {
    const { shop, clock } = await open();
    await queue(shop, 2);
    const other = await openShop(shop.settings, { clock: shop.clock });
    const stolen: unknown[] = [];
    const leases = async (): Promise<number[]> =>
      (
        await shop.database.read
          .selectFrom('jobs')
          .select('leased_until')
          .where('state', '=', 'running')
          .execute()
      ).map((job) => Number(job.leased_until));
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const slow = async (): Promise<void> => {
        for (let third = 0; third < 4; third++) {
          clock.advance(LEASE_MILLISECONDS / 3);
          vi.advanceTimersByTime(LEASE_MILLISECONDS / 3);
          const renewed = clock.now() + LEASE_MILLISECONDS;
          await vi.waitUntil(async () => (await leases()).every((lease) => lease === renewed));
          stolen.push(...(await takeJobs(other, 5)));
        }
      };
      expect(await runDueJobs(shop, { test: slow })).toBe(2);
    } finally {
      vi.useRealTimers();
      await other.close();
    }
    expect(stolen).toEqual([]);
    expect(await states(shop)).toEqual(['done', 'done']);
  });
});
