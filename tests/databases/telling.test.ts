/** Events out, on both databases: signed, told again until they are taken, given up in the open, told anew on demand. */
import { expect, it } from 'vitest';
import { examine } from '#server/backup/doctor.ts';
import { startJobs } from '#server/jobs/start-jobs.ts';
import { reviveJobs } from '#server/jobs/take-jobs.ts';
import { readLetters } from '#server/mail/read-letters.ts';
import { changeProgress } from '#server/orders/change-progress.ts';
import { readOrderByNumber } from '#server/orders/read-order.ts';
import { replayEvents } from '#server/orders/tell.ts';
import type { Shop } from '#server/shop.ts';
import { JOB_KINDS } from '#server/work/job-kinds.ts';
import { eachDatabase } from './each-database.ts';
import { isSigned, openMerchant, type Merchant, type Told } from './merchant-double.ts';
import { MINUTE, work } from './paying.ts';
import { WOOFER, buy, stockShelves } from './small-shop.ts';

const WEBHOOK_SECRET = 'a key only two know';
const HOUR = 60 * MINUTE;

interface Body {
  readonly v: number;
  readonly id: number;
  readonly kind: string;
  readonly at: number;
  readonly detail: unknown;
  readonly order: { readonly number: string; readonly state: string; readonly lines: readonly object[] };
}
const bodyOf = (told: Told): Body => JSON.parse(told.raw) as Body;
const kindsOf = (merchant: Merchant): string[] => merchant.told.map((told) => bodyOf(told).kind);
const settings = (merchant: Merchant) => ({ WEBHOOK_URL: merchant.url, WEBHOOK_SECRET });

async function sell(shop: Shop): Promise<{ id: number; number: string; link: string }> {
  const { number, link } = await buy(shop, [{ variant: WOOFER.id, n: 1 }]);
  const { id } = (await readOrderByNumber(shop.database.read, number))!;
  return { id, number, link };
}

const tellings = (shop: Shop) =>
  shop.database.read
    .selectFrom('jobs')
    .select(['state', 'attempts', 'run_at', 'last_error'])
    .where('kind', '=', 'tell')
    .orderBy('id')
    .execute();

eachDatabase('events out', (open) => {
  it('tells each event once, signed over the very bytes, with the whole order and without its link', async () => {
    await using merchant = await openMerchant();
    const { shop, clock } = await open({ environment: settings(merchant) });
    await stockShelves(shop);
    const { id, number, link } = await sell(shop);
    await work(shop);
    clock.advance(MINUTE);
    await changeProgress(shop, { order: id, event: 'cancel', actor: 'shopper' });
    await work(shop);
    await work(shop);
    expect(kindsOf(merchant)).toEqual(['placed', 'cancel']);
    for (const told of merchant.told) {
      expect(isSigned(told, WEBHOOK_SECRET)).toBe(true);
      expect(isSigned(told, 'another key')).toBe(false);
      expect(isSigned({ ...told, raw: `${told.raw} ` }, WEBHOOK_SECRET)).toBe(false);
      expect(told.headers['content-type']).toBe('application/json');
      expect(told.headers['cartwright-event']).toBe(String(bodyOf(told).id));
      expect(bodyOf(told)).toMatchObject({
        v: 1,
        order: { number, lines: [{ sku: 'SKU-101', quantity: 1 }] },
      });
      expect(told.raw).not.toContain(link.slice('/orders/'.length));
    }
    expect(bodyOf(merchant.told[1]!)).toMatchObject({ at: clock.now(), order: { state: 'cancelled' } });
    const times = merchant.told.map(
      (told) => /t=(\d+)/.exec(String(told.headers['cartwright-signature']))?.[1],
    );
    expect(Number(times[1]) - Number(times[0])).toBe(60);
  });

  it('tells nobody where there is nobody to tell', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    await sell(shop);
    expect(await tellings(shop)).toEqual([]);
  });

  it('tells again what was refused or led elsewhere, later each time, with the same number', async () => {
    await using merchant = await openMerchant();
    const { shop, clock } = await open({ environment: settings(merchant) });
    await stockShelves(shop);
    await sell(shop);
    const waits: number[] = [];
    for (const answer of [500, 302, 404]) {
      merchant.answer = answer;
      await work(shop);
      const [job] = await tellings(shop);
      expect(job).toMatchObject({ state: 'waiting', attempts: waits.length + 1 });
      waits.push(Number(job!.run_at) - clock.now());
      clock.advance(waits.at(-1)! - 1);
      await work(shop);
      expect(merchant.told).toHaveLength(waits.length);
      clock.advance(1);
    }
    for (const [i, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(5_000 * 2 ** i);
      expect(wait).toBeLessThanOrEqual(10_000 * 2 ** i);
    }
    merchant.answer = 204;
    await work(shop);
    expect(await tellings(shop)).toMatchObject([{ state: 'done', attempts: 4, last_error: null }]);
    expect(new Set(merchant.told.map((told) => told.raw)).size).toBe(1);
    expect(merchant.told).toHaveLength(4);
  });

  it('gives up in the open: the doctor names it, and it can be told once more', async () => {
    await using merchant = await openMerchant();
    const { shop, clock } = await open({ environment: settings(merchant) });
    await stockShelves(shop);
    await sell(shop);
    merchant.answer = 503;
    for (let i = 0; i < 15; i++) {
      await work(shop);
      clock.advance(7 * HOUR);
    }
    expect(merchant.told).toHaveLength(12);
    const ill = (await examine(shop)).filter((finding) => !finding.isWell);
    expect(ill.map((finding) => finding.examples)).toEqual([[expect.stringContaining('answered 503')]]);
    merchant.answer = 200;
    expect(await reviveJobs(shop)).toBe(1);
    await work(shop);
    expect(merchant.told).toHaveLength(13);
    expect((await examine(shop)).every((finding) => finding.isWell)).toBe(true);
  });

  it('tells everything since a day once more, as often as it is asked, and nothing older', async () => {
    await using merchant = await openMerchant();
    const { shop, clock } = await open({ environment: settings(merchant) });
    await stockShelves(shop);
    await sell(shop);
    await work(shop);
    clock.advance(HOUR);
    const since = clock.now();
    const { id } = await sell(shop);
    await changeProgress(shop, { order: id, event: 'pack', actor: 'staff' });
    await work(shop);
    const first = merchant.told.splice(0).map((told) => bodyOf(told).id);
    expect(await replayEvents(shop, since)).toBe(2);
    expect(await replayEvents(shop, since)).toBe(2);
    await work(shop);
    expect(merchant.told.splice(0).map((told) => bodyOf(told).id)).toEqual(first.slice(1));
    expect(await replayEvents(shop, 0)).toBe(3);
    await work(shop);
    expect(merchant.told.splice(0).map((told) => bodyOf(told).id)).toEqual(first);
    expect(await replayEvents(shop, clock.now() + 1)).toBe(0);
  });

  it('tells what happened before there was anybody to tell, when it is asked', async () => {
    await using merchant = await openMerchant();
    const { shop } = await open();
    await stockShelves(shop);
    await sell(shop);
    await work(shop);
    expect(await replayEvents(shop, 0)).toBe(0);
    const since = { ...shop, settings: { ...shop.settings, WEBHOOK_URL: merchant.url, WEBHOOK_SECRET } };
    expect(await replayEvents(since, 0)).toBe(1);
    await work(since);
    expect(kindsOf(merchant)).toEqual(['placed']);
  });

  it('a system that never answers is given its time only', async () => {
    await using merchant = await openMerchant();
    merchant.answer = 'silence';
    const { shop } = await open({ environment: { ...settings(merchant), WEBHOOK_SECONDS: '1' } });
    await stockShelves(shop);
    await sell(shop);
    await work(shop);
    expect(await tellings(shop)).toMatchObject([
      { state: 'waiting', attempts: 1, last_error: expect.stringMatching(/timeout/i) as string },
    ]);
  });

  it('a system that keeps us waiting holds up no letter', async () => {
    await using merchant = await openMerchant();
    merchant.answer = 'silence';
    const { shop } = await open({ environment: { ...settings(merchant), WEBHOOK_SECONDS: '60' } });
    await stockShelves(shop);
    await sell(shop);
    await sell(shop);
    const running = startJobs(shop, { kinds: JOB_KINDS, chores: [] });
    try {
      await expect.poll(() => merchant.told.length, { timeout: 20_000 }).toBe(1);
      await expect.poll(async () => (await readLetters(shop)).length, { timeout: 20_000 }).toBe(4);
      expect((await tellings(shop)).map((job) => job.state)).toEqual(['running', 'running']);
    } finally {
      const stopped = running.stop();
      merchant.hangUp();
      await stopped;
    }
    // The one that was under way counts a try; the one behind it was never begun.
    expect((await tellings(shop)).map((job) => [job.state, job.attempts])).toEqual([
      ['waiting', 1],
      ['waiting', 0],
    ]);
  });
});
