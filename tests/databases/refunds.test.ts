/** Money that goes back, on both databases: paid twice, in parts, after a cancel; and reconciliation with the provider. */
import { expect, it } from 'vitest';
import { changeProgress } from '#server/orders/change-progress.ts';
import { readOrderByNumber } from '#server/orders/read-order.ts';
import { practiceProvider, settlePractice } from '#server/payments/practice/practice.ts';
import { reconcile } from '#server/payments/reconcile.ts';
import { refundOrder } from '#server/payments/refund-order.ts';
import { tendPayments } from '#server/payments/tend-payments.ts';
import { eachDatabase } from './each-database.ts';
import { environment, ills, letters, MINUTE, openPage, order, stand, tell, word, work } from './paying.ts';
import { stockShelves } from './small-shop.ts';

eachDatabase('refunds', (open) => {
  it('a second page paid for one order is given back without touching its sums', async () => {
    const { shop, clock } = await open({ environment });
    await stockShelves(shop);
    const { number, secret, total } = await order(shop);
    const first = await openPage(shop, secret);
    clock.advance(14 * MINUTE + 30_000);
    const second = await openPage(shop, secret);
    expect(second.session).not.toBe(first.session);
    await settlePractice(shop, first.session, 'paid');
    await settlePractice(shop, second.session, 'paid');
    await work(shop);
    expect(await stand(shop, number)).toEqual({ state: 'placed', money: 'paid', paid: total, refunded: 0 });
    const refunds = await shop.database.read
      .selectFrom('refunds')
      .select(['reason', 'state', 'amount'])
      .execute();
    expect(refunds.map((r) => ({ ...r, amount: Number(r.amount) }))).toEqual([
      { reason: 'double', state: 'done', amount: total },
    ]);
    expect(await letters(shop, 'refunded')).toBe(1);
    expect((await reconcile(shop, 'practice', 0)).differences).toEqual([]);
    expect(await ills(shop)).toEqual([]);
  });

  it('refunds in parts and in full, never more than was paid, however many ask at once', async () => {
    const { shop } = await open({ environment });
    await stockShelves(shop);
    const { number, secret, total } = await order(shop);
    expect(await refundOrder(shop, { number, amount: 100, key: 'a' })).toEqual({
      ok: false,
      reason: 'nothing-paid',
    });
    const { session } = await openPage(shop, secret);
    await settlePractice(shop, session, 'paid');
    await work(shop);
    const part = Math.floor(total / 3);
    await Promise.all(['x', 'x', 'x'].map((key) => refundOrder(shop, { number, amount: part, key })));
    await work(shop);
    expect(await stand(shop, number)).toMatchObject({ money: 'partly-refunded', refunded: part });
    const asked = await Promise.all(
      ['b', 'c', 'd', 'e'].map((key) => refundOrder(shop, { number, amount: part, key })),
    );
    expect(asked.filter((one) => one.ok)).toHaveLength(2);
    await work(shop);
    expect(await refundOrder(shop, { number, amount: total, key: 'f' })).toEqual({
      ok: false,
      reason: 'too-much',
    });
    const left = total - 3 * part;
    if (left > 0) expect(await refundOrder(shop, { number, key: 'g' })).toEqual({ ok: true, amount: left });
    await work(shop);
    expect(await stand(shop, number)).toMatchObject({ money: 'refunded', refunded: total });
    expect((await reconcile(shop, 'practice', 0)).differences).toEqual([]);
    expect(await ills(shop)).toEqual([]);
  });

  it('a paid order that is cancelled gets its money back; an open page of one is closed', async () => {
    const { shop, clock } = await open({ environment });
    await stockShelves(shop);
    const paid = await order(shop);
    const page = await openPage(shop, paid.secret);
    await settlePractice(shop, page.session, 'paid');
    await work(shop);
    const unpaid = await order(shop);
    const left = await openPage(shop, unpaid.secret);
    for (const { number } of [paid, unpaid]) {
      const { id } = (await readOrderByNumber(shop.database.read, number))!;
      expect(await changeProgress(shop, { order: id, event: 'cancel', actor: 'shopper' })).toMatchObject({
        ok: true,
      });
    }
    clock.advance(2 * MINUTE);
    await tendPayments(shop);
    await tendPayments(shop);
    await work(shop);
    expect(await stand(shop, paid.number)).toMatchObject({
      state: 'cancelled',
      money: 'refunded',
      refunded: paid.total,
    });
    expect(await stand(shop, unpaid.number)).toMatchObject({ state: 'cancelled', money: 'void', paid: 0 });
    expect((await practiceProvider.ask(shop, left.session)).state).toBe('closed');
    expect(await ills(shop)).toEqual([]);
  });

  it('reconciliation learns what was never told, and names what it cannot mend', async () => {
    const { shop } = await open({ environment });
    await stockShelves(shop);
    const { number, secret, total } = await order(shop);
    const { session } = await openPage(shop, secret);
    await settlePractice(shop, session, 'paid');
    // Every webhook is lost.
    await shop.database.transaction((tx) =>
      tx.deleteFrom('jobs').where('kind', '=', 'practice-event').execute(),
    );
    const stray = await practiceProvider.open(shop, {
      ref: 'stranger',
      key: 'not-ours:1',
      title: '',
      amount: 500,
      currency: shop.currency,
      returnTo: '',
      expiresAt: shop.clock.now() + MINUTE,
    });
    const found = await reconcile(shop, 'practice', 0);
    expect(found.differences).toEqual(
      expect.arrayContaining([
        { kind: 'paid-there', session, there: total, isMended: true },
        { kind: 'unknown-page', session: stray.session, there: 500, isMended: false },
      ]),
    );
    expect(await stand(shop, number)).toMatchObject({ money: 'paid', paid: total });
    await shop.database.transaction((tx) =>
      tx
        .updateTable('practice_sessions')
        .set({ state: 'open', charge: null })
        .where('id', '=', session)
        .execute(),
    );
    expect((await reconcile(shop, 'practice', 0)).differences).toContainEqual({
      kind: 'paid-here',
      session,
      here: total,
      isMended: false,
    });
    expect(await ills(shop)).toEqual([]);
  });

  it('another sum than was asked for is not taken for the order’s', async () => {
    const { shop } = await open({ environment });
    await stockShelves(shop);
    const { number, secret } = await order(shop);
    const { session } = await openPage(shop, secret);
    await settlePractice(shop, session, 'paid');
    const told = JSON.parse(await word(shop, session, 'ev_less')) as { session: { amount: number } };
    told.session.amount -= 1;
    expect(await tell(shop, JSON.stringify(told))).toEqual({ ok: true, outcome: 'mismatch' });
    expect(await stand(shop, number)).toMatchObject({ money: 'paying', paid: 0 });
    expect(await ills(shop)).toEqual([]);
  });
});
