/** Paying, on both databases, with the practice provider: webhook and return page, repeats, any order, expiry, late money. */
import { expect, it } from 'vitest';
import { changeProgress, expireReservations } from '#server/orders/change-progress.ts';
import { readOrderByNumber } from '#server/orders/read-order.ts';
import { hearEvent } from '#server/payments/hear-event.ts';
import { settlePractice, signPractice } from '#server/payments/practice/practice.ts';
import { returnFromPayment } from '#server/payments/return-from-payment.ts';
import { startPayment } from '#server/payments/start-payment.ts';
import { eachDatabase } from './each-database.ts';
import { environment, ills, letters, MINUTE, openPage, order, stand, tell, word, work } from './paying.ts';
import { onHand, stockShelves, WOOFER } from './small-shop.ts';

eachDatabase('payments', (open) => {
  it('webhook and return page finish the same order, once, whichever comes first and however often', async () => {
    for (const webhookFirst of [true, false]) {
      const { shop } = await open({ environment });
      await stockShelves(shop);
      const { number, secret, total } = await order(shop);
      expect(await stand(shop, number)).toMatchObject({ money: 'due', paid: 0 });
      const { session, ref } = await openPage(shop, secret);
      expect(await stand(shop, number)).toMatchObject({ money: 'paying' });
      expect(await startPayment(shop, secret)).toEqual({
        ok: true,
        address: `/practice/${session}`,
      });
      await settlePractice(shop, session, 'paid');
      if (webhookFirst) await work(shop);
      const back = await Promise.all([returnFromPayment(shop, ref, ''), returnFromPayment(shop, ref, '')]);
      expect(back[0]).toEqual({ number, money: 'paid', state: 'placed' });
      await work(shop);
      const raw = await word(shop, session, 'ev_again');
      await Promise.all([tell(shop, raw), tell(shop, raw), tell(shop, raw)]);
      await settlePractice(shop, session, 'expired');
      await work(shop);
      expect(await stand(shop, number)).toEqual({ state: 'placed', money: 'paid', paid: total, refunded: 0 });
      expect(await letters(shop, 'payment-received')).toBe(1);
      expect(await startPayment(shop, secret)).toEqual({ ok: false, reason: 'not-now' });
    }
  });

  it('the same word told ten times at once counts once and gives nothing back', async () => {
    const { shop } = await open({ environment });
    await stockShelves(shop);
    const { number, secret, total } = await order(shop);
    const { session, ref } = await openPage(shop, secret);
    await settlePractice(shop, session, 'paid');
    const raw = await word(shop, session, 'ev_once');
    await Promise.all([
      ...Array.from({ length: 8 }, (_, i) => tell(shop, raw.replace('ev_once', `ev_${i}`))),
      returnFromPayment(shop, ref, ''),
      returnFromPayment(shop, ref, ''),
    ]);
    await work(shop);
    expect(await stand(shop, number)).toEqual({ state: 'placed', money: 'paid', paid: total, refunded: 0 });
    expect(await shop.database.read.selectFrom('refunds').select('id').execute()).toEqual([]);
    expect(await ills(shop)).toEqual([]);
  });

  it('gives the order’s page only to the browser whose cart it came from', async () => {
    const { shop } = await open({ environment });
    await stockShelves(shop);
    const { secret, number } = await order(shop);
    const { ref } = await openPage(shop, secret);
    await shop.database.transaction((tx) =>
      tx.updateTable('orders').set({ cart_id: 'mine' }).where('number', '=', number).execute(),
    );
    expect(await returnFromPayment(shop, ref, 'theirs')).not.toHaveProperty('link');
    expect(await returnFromPayment(shop, ref, '')).not.toHaveProperty('link');
    expect(await returnFromPayment(shop, ref, 'mine')).toMatchObject({ link: `/orders/${secret}` });
    // Another device of the same cart.
    await shop.database.transaction(async (tx) => {
      const times = { created_at: 0, seen_at: 0 };
      await tx
        .insertInto('carts')
        .values({ id: 'mine', state: '{}', version: 0, ...times })
        .execute();
      await tx.insertInto('cart_keys').values({ id: 'joined', cart_id: 'mine', created_at: 0 }).execute();
    });
    expect(await returnFromPayment(shop, ref, 'joined')).toMatchObject({ link: `/orders/${secret}` });
    expect(await returnFromPayment(shop, 'nobody', 'mine')).toBeUndefined();
    expect(await ills(shop)).toEqual([]);
  });

  it('believes nothing that is not signed, and nothing old', async () => {
    const { shop, clock } = await open({ environment });
    await stockShelves(shop);
    const { number, secret } = await order(shop);
    const { session } = await openPage(shop, secret);
    const forged = (await word(shop, session, 'ev_1')).replace('"open"', '"paid"');
    const genuine = await word(shop, session, 'ev_1');
    const signature = signPractice(shop, genuine);
    const refused = { ok: false, reason: 'bad-signature' };
    expect(await hearEvent(shop, 'practice', forged, signature)).toEqual(refused);
    expect(await hearEvent(shop, 'practice', genuine, '')).toEqual(refused);
    expect(
      await hearEvent(
        shop,
        'practice',
        genuine,
        signature.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
      ),
    ).toEqual(refused);
    expect(await hearEvent(shop, 'nobody', genuine, signature)).toEqual({
      ok: false,
      reason: 'unknown-provider',
    });
    clock.advance(6 * MINUTE);
    expect(await hearEvent(shop, 'practice', genuine, signature)).toEqual(refused);
    expect(await stand(shop, number)).toMatchObject({ money: 'paying', paid: 0 });
    expect(await ills(shop)).toEqual([]);
  });

  it('a declined page leads to another attempt; its late word changes nothing', async () => {
    const { shop } = await open({ environment });
    await stockShelves(shop);
    const { number, secret, total } = await order(shop);
    const first = await openPage(shop, secret);
    await settlePractice(shop, first.session, 'expired');
    await work(shop);
    expect(await stand(shop, number)).toMatchObject({ money: 'due' });
    const second = await openPage(shop, secret);
    expect(second.session).not.toBe(first.session);
    await settlePractice(shop, second.session, 'paid');
    await work(shop);
    await tell(shop, await word(shop, first.session, 'ev_late'));
    expect(await stand(shop, number)).toEqual({ state: 'placed', money: 'paid', paid: total, refunded: 0 });
    expect(await ills(shop)).toEqual([]);
  });

  it('an order that nobody paid gives its parts back; money that comes later goes back too, and is told of', async () => {
    const { shop, clock } = await open({ environment });
    await stockShelves(shop);
    const before = await onHand(shop, WOOFER.id);
    const { number, secret, total } = await order(shop);
    const { session } = await openPage(shop, secret);
    // The page is paid; word of it comes only after the order was given up.
    await settlePractice(shop, session, 'paid');
    clock.advance(16 * MINUTE);
    expect(await expireReservations(shop)).toBe(1);
    expect(await stand(shop, number)).toMatchObject({ state: 'cancelled', money: 'void' });
    await work(shop);
    expect(await stand(shop, number)).toEqual({
      state: 'cancelled',
      money: 'refunded',
      paid: total,
      refunded: total,
    });
    expect(await letters(shop, 'refunded')).toBe(1);
    expect(await letters(shop, 'payment-late')).toBe(1);
    expect(await letters(shop, 'payment-received')).toBe(0);
    expect(await onHand(shop, WOOFER.id)).toBe(before);
    expect(await ills(shop)).toEqual([]);
  });

  it('an order whose page was opened while its expiry was on the way keeps its parts', async () => {
    const { shop, clock } = await open({ environment });
    await stockShelves(shop);
    const { number, secret } = await order(shop);
    const { id } = (await readOrderByNumber(shop.database.read, number))!;
    clock.advance(15 * MINUTE);
    await openPage(shop, secret);
    const expired = await changeProgress(shop, { order: id, event: 'expire', actor: 'system' });
    expect(expired).toMatchObject({ ok: false, reason: 'not-now' });
    expect(await stand(shop, number)).toMatchObject({ state: 'placed', money: 'paying' });
    expect(await ills(shop)).toEqual([]);
  });
});
