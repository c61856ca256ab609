/** What is kept for how long, on both databases: nothing goes early, everything goes when its time is over, orders stay. */
import { expect, it } from 'vitest';
import { changeCopy, EMPTY_COPY } from '#domain/cart/device-copy.ts';
import { beginSync } from '#domain/cart/sync.ts';
import { examine } from '#server/backup/doctor.ts';
import { forgetOldCarts } from '#server/cart/forget-cart.ts';
import { makeCode } from '#server/cart/hand-over.ts';
import { syncCart } from '#server/cart/sync-cart.ts';
import { queueJobs } from '#server/jobs/queue-jobs.ts';
import { runDueJobs } from '#server/jobs/start-jobs.ts';
import type { Shop } from '#server/shop.ts';
import { sweep } from '#server/work/sweep.ts';
import { eachDatabase } from './each-database.ts';
import { work } from './paying.ts';
import { WOOFER, buy, intentFrom, quoteFor, send, stockShelves } from './small-shop.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const TABLES = ['quotes', 'carts', 'cart_codes', 'checkouts', 'jobs', 'orders', 'order_events'] as const;

async function counts(shop: Shop): Promise<Record<(typeof TABLES)[number], number>> {
  const found: [string, number][] = [];
  for (const table of TABLES) {
    const row = await shop.database.read
      .selectFrom(table)
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    found.push([table, Number(row.n)]);
  }
  return Object.fromEntries(found) as Record<(typeof TABLES)[number], number>;
}

eachDatabase('the sweep', (open) => {
  it('each thing has its days, and not one less', async () => {
    const { shop, clock } = await open({ environment: { CART_DAYS: '30' } });
    await stockShelves(shop);
    // An order with its letters; an answer that is no order; a cart with a code for another device; a job given up.
    await buy(shop, [{ variant: WOOFER.id, n: 1 }]);
    const tooMany = { ...intentFrom(await quoteFor(shop, [{ variant: WOOFER.id, n: 1 }])), total: 1 };
    expect((await send(shop, tooMany)).status).toBe(422);
    const added = changeCopy(EMPTY_COPY, { do: 'add', variant: WOOFER.id, n: 1 }, shop);
    if (!added.ok) throw new Error(added.reason);
    const synced = await syncCart(shop, { cid: undefined, request: beginSync(added.copy).request });
    if (!synced.ok) throw new Error(synced.reason);
    await makeCode(shop, synced.cid);
    await work(shop);
    await shop.database.transaction((tx) => queueJobs(tx, clock.now(), [{ kind: 'broken', payload: {} }]));
    const begun = await counts(shop);
    expect(begun).toMatchObject({ carts: 1, cart_codes: 1, checkouts: 2, orders: 1, jobs: 3 });

    const left = async (after: number): Promise<Awaited<ReturnType<typeof counts>>> => {
      clock.advance(after);
      await sweep(shop);
      await forgetOldCarts(shop);
      return counts(shop);
    };
    expect(await left(0)).toEqual(begun);
    expect(await left(10 * MINUTE)).toEqual(begun);
    expect(await left(5 * MINUTE)).toEqual({ ...begun, cart_codes: 0 });
    expect(await left(1)).toEqual({ ...begun, cart_codes: 0, quotes: 0 });
    expect((await left(29 * DAY)).carts).toBe(1);
    expect((await left(DAY + 1)).carts).toBe(0);
    expect((await left(59 * DAY)).jobs).toBe(3);
    for (let i = 0; i < 12; i++) {
      clock.advance(7 * 60 * MINUTE);
      await runDueJobs(shop, { broken: () => Promise.reject(new Error('no')) });
    }
    expect(await left(DAY)).toMatchObject({ jobs: 1, checkouts: 2 });
    expect(await left(300 * DAY)).toMatchObject({ checkouts: 2 });
    expect(await left(11 * DAY)).toMatchObject({ checkouts: 1, jobs: 1, orders: 1, order_events: 1 });
    const ill = (await examine(shop)).filter((finding) => !finding.isWell);
    expect(ill.map((finding) => finding.name)).toEqual(['letters']);
  });

  it('goes on until nothing is left that is over, a few rows at a time', async () => {
    const { shop, clock } = await open();
    const ids = Array.from({ length: 1_203 }, (_, i) => ({ id: `quote-${i}`, body: '{}', expires_at: i }));
    await shop.database.transaction((tx) => tx.insertInto('quotes').values(ids).execute());
    expect(clock.now()).toBeGreaterThan(1_203);
    expect(await sweep(shop)).toBe(1_203);
    expect((await counts(shop)).quotes).toBe(0);
  });
});
