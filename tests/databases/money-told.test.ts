/** Words about money that come late, too early, wrong or not at all, on both databases: nothing is lost, nothing is believed that is not so. */
import { expect, it } from 'vitest';
import { changeProgress } from '#server/orders/change-progress.ts';
import { readOrderByNumber } from '#server/orders/read-order.ts';
import { hearEvent } from '#server/payments/hear-event.ts';
import { settlePractice, signPractice } from '#server/payments/practice/practice.ts';
import { reconcile } from '#server/payments/reconcile.ts';
import type { RefundState } from '#server/payments/provider.ts';
import { refundOrder } from '#server/payments/refund-order.ts';
import type { Shop } from '#server/shop.ts';
import { eachDatabase, type Open } from './each-database.ts';
import { environment, ills, openPage, order, stand, tell, word, work } from './paying.ts';
import { stockShelves } from './small-shop.ts';

/** An order paid by the practice provider, with the provider's name of its money. */
async function paid(open: Open) {
  const { shop, clock } = await open({ environment });
  await stockShelves(shop);
  const placed = await order(shop);
  const { session } = await openPage(shop, placed.secret);
  await settlePractice(shop, session, 'paid');
  await work(shop);
  const { id } = (await readOrderByNumber(shop.database.read, placed.number))!;
  return { shop, clock, ...placed, id, session, charge: await chargeOf(shop, session) };
}

async function chargeOf(shop: Shop, session: string): Promise<string> {
  const { read } = shop.database;
  const page = read.selectFrom('practice_sessions').select('charge').where('id', '=', session);
  return (await page.executeTakeFirstOrThrow()).charge!;
}

/** A refund made in the provider's own dashboard, or what became of one of ours. */
const refundWord = (id: string, refund: RefundState): string =>
  JSON.stringify({ kind: 'refund', id, type: 'refund', refund });

eachDatabase('money as it is told', (open) => {
  it('a part given back before packing does not stop the order; all of it does, and says what to do', async () => {
    const { shop, number, id } = await paid(open);
    const pack = () => changeProgress(shop, { order: id, event: 'pack', actor: 'staff' });
    await refundOrder(shop, { number, amount: 100, key: 'a' });
    await work(shop);
    expect(await pack()).toEqual({ ok: true, state: 'packed' });
    await changeProgress(shop, { order: id, event: 'unpack', actor: 'staff' });
    await refundOrder(shop, { number, key: 'b' });
    await work(shop);
    expect(await pack()).toEqual({ ok: false, reason: 'given-back', state: 'placed' });
    expect(await stand(shop, number)).toMatchObject({ state: 'placed', money: 'refunded' });
  });

  it('a refund told of before its payment is counted when it is told again', async () => {
    const { shop } = await open({ environment });
    await stockShelves(shop);
    const { number, secret, total } = await order(shop);
    const { session } = await openPage(shop, secret);
    await settlePractice(shop, session, 'paid');
    const charge = await chargeOf(shop, session);
    const early = refundWord('ev_back', { reference: 're_1', charge, amount: total, state: 'done' });
    expect(await tell(shop, early)).toEqual({ ok: true, outcome: 'unknown' });
    await work(shop);
    expect(await stand(shop, number)).toMatchObject({ money: 'paid', paid: total, refunded: 0 });
    expect(await tell(shop, early)).toEqual({ ok: true, outcome: 'done' });
    expect(await tell(shop, early)).toEqual({ ok: true, outcome: 'known' });
    expect(await stand(shop, number)).toMatchObject({ money: 'refunded', paid: total, refunded: total });
    expect(await ills(shop)).toEqual([]);
  });

  it('money of another sum is nobody’s: a refund of it does not count for the order', async () => {
    const { shop } = await open({ environment });
    await stockShelves(shop);
    const { number, secret } = await order(shop);
    const { session } = await openPage(shop, secret);
    await settlePractice(shop, session, 'paid');
    const less = JSON.parse(await word(shop, session, 'ev_less')) as { session: { amount: number } };
    less.session.amount -= 1;
    expect(await tell(shop, JSON.stringify(less))).toEqual({ ok: true, outcome: 'mismatch' });
    const charge = await chargeOf(shop, session);
    const back = refundWord('ev_back', { reference: 're_1', charge, amount: 100, state: 'done' });
    expect(await tell(shop, back)).toEqual({ ok: true, outcome: 'unknown' });
    expect(await stand(shop, number)).toMatchObject({ money: 'paying', paid: 0, refunded: 0 });
    expect(await ills(shop)).toEqual([]);
  });

  it('a refund that failed after it was called done counts no more, and may be given again', async () => {
    const { shop, number, total, charge } = await paid(open);
    await refundOrder(shop, { number, amount: 100, key: 'a' });
    await refundOrder(shop, { number, key: 'b' });
    await work(shop);
    expect(await stand(shop, number)).toMatchObject({ money: 'refunded', refunded: total });
    const refunds = await shop.database.read.selectFrom('refunds').selectAll().orderBy('id').execute();
    const fails = refunds.map(({ id, reference, amount }) =>
      refundWord(`ev_${id}`, { reference: reference!, charge, amount, ours: id, state: 'failed' }),
    );
    expect(await tell(shop, fails[0]!)).toEqual({ ok: true, outcome: 'failed' });
    expect(await stand(shop, number)).toMatchObject({ money: 'partly-refunded', refunded: total - 100 });
    await Promise.all([1, 2, 3].map((n) => tell(shop, fails[1]!.replace('ev_', `ev_${n}_`))));
    expect(await stand(shop, number)).toMatchObject({ money: 'paid', paid: total, refunded: 0 });
    // Late word that it was done says nothing new.
    const [first] = refunds;
    const late = {
      reference: first!.reference!,
      charge,
      amount: 100,
      ours: first!.id,
      state: 'done',
    } as const;
    expect(await tell(shop, refundWord('ev_late', late))).toEqual({ ok: true, outcome: 'refused' });
    expect(await stand(shop, number)).toMatchObject({ money: 'paid', refunded: 0 });
    expect(await refundOrder(shop, { number, amount: total, key: 'c' })).toEqual({ ok: true, amount: total });
    expect(await ills(shop)).toEqual([]);
  });

  it('reconciliation names a refund of another sum, one larger than what is left, and one not heard of', async () => {
    const { shop, clock, number, total, session } = await paid(open);
    await refundOrder(shop, { number, amount: 1_000, key: 'a' });
    await work(shop);
    const { practice } = await shop.database.transaction(async (tx) => {
      await tx.updateTable('practice_refunds').set({ amount: 2_000 }).execute();
      const one = await tx.selectFrom('practice_refunds').select('id').executeTakeFirstOrThrow();
      const foreign = {
        id: 're_foreign',
        once: 'refund:0',
        session,
        amount: total,
        created_at: clock.now(),
      };
      await tx.insertInto('practice_refunds').values(foreign).execute();
      return { practice: one.id };
    });
    const expected = [
      { kind: 'refund-amount', session: practice, there: 2_000, here: 1_000, isMended: false },
      { kind: 'refund-there', session: 're_foreign', there: total, isMended: false },
    ];
    const found = (await reconcile(shop, 'practice', 0)).differences;
    expect(found.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual(expected);
    // Its job is gone.
    await refundOrder(shop, { number, amount: 500, key: 'b' });
    await shop.database.transaction((tx) => tx.deleteFrom('jobs').where('kind', '=', 'refund').execute());
    clock.advance(2 * 3_600_000);
    const { differences } = await reconcile(shop, 'practice', clock.now() - 1);
    expect(differences).toEqual([
      {
        kind: 'refund-waiting',
        session: expect.stringMatching(/^refund \d+$/) as string,
        here: 500,
        isMended: false,
      },
    ]);
    expect(await stand(shop, number)).toMatchObject({ money: 'partly-refunded', refunded: 1_000 });
    expect(await ills(shop)).toEqual([]);
  });

  it('signed bytes that cannot be read are refused', async () => {
    const { shop } = await open({ environment });
    for (const raw of ['not JSON', 'null', '{"kind":"refund","id":"x","type":"t"}'])
      expect(await hearEvent(shop, 'practice', raw, signPractice(shop, raw))).toEqual({
        ok: false,
        reason: 'unreadable',
      });
  });
});
