/** Orders a payment page cannot take, on both databases: with nothing to pay they are paid at once, otherwise it is not offered. */
import { expect, it } from 'vitest';
import { changeProgress, expireReservations } from '#server/orders/change-progress.ts';
import { readOrderByNumber } from '#server/orders/read-order.ts';
import { saveCoupons } from '#server/pricing/coupons.ts';
import type { PlacedAnswer } from '#protocol/checkout.ts';
import { eachDatabase } from './each-database.ts';
import { environment, ills, MINUTE, stand, work } from './paying.ts';
import { CAPACITOR, intentFrom, quoteFor, send, stockShelves, WOOFER } from './small-shop.ts';

const one = [{ variant: WOOFER.id, n: 1 }];

eachDatabase('nothing to pay', (open) => {
  it('an order of nothing is paid at once, keeps its parts and is packed', async () => {
    const { shop, clock } = await open({ environment });
    await stockShelves(shop);
    const terms = { minimum: 0, combines: true };
    await saveCoupons(shop, [
      { code: 'ALL', name: 'All', kind: 'percent', value: 1_000_000, ...terms },
      { code: 'FREE', name: 'Free', kind: 'free-delivery', ...terms },
    ]);
    const quote = await quoteFor(shop, one, { coupon: ['ALL', 'FREE'] });
    expect(quote.quote.total).toBe(0);
    const answer = await send(shop, intentFrom(quote, { payment: 'practice' }));
    expect(answer.status).toBe(201);
    const { number } = JSON.parse(answer.body) as PlacedAnswer;
    expect(await stand(shop, number)).toEqual({ state: 'placed', money: 'paid', paid: 0, refunded: 0 });
    clock.advance(60 * MINUTE);
    expect(await expireReservations(shop)).toBe(0);
    await work(shop);
    expect(await ills(shop)).toEqual([]);
    const { id } = (await readOrderByNumber(shop.database.read, number))!;
    expect(await changeProgress(shop, { order: id, event: 'pack', actor: 'staff' })).toMatchObject({
      ok: true,
    });
  });

  it('a page that does not take the sum is not offered for it', async () => {
    // Stripe takes whole tens of a thousandth.
    const stripe = { STRIPE_KEY: 'sk_test', STRIPE_WEBHOOK_SECRET: 'whsec_test', CURRENCY: 'KWD' };
    const { shop } = await open({ environment: stripe });
    await stockShelves(shop, [
      { ...WOOFER, price: 48_200_000 },
      { ...CAPACITOR, price: 3_000, breaks: [] },
    ]);
    const straight = await quoteFor(shop, one);
    expect(straight.payments.map((choice) => choice.id)).toEqual(['invoice', 'stripe']);
    const crooked = await quoteFor(shop, [...one, { variant: CAPACITOR.id, n: 1 }]);
    expect(crooked.quote.total % 10).not.toBe(0);
    expect(crooked.payments.map((choice) => choice.id)).toEqual(['invoice']);
    const refused = await send(shop, intentFrom(crooked, { payment: 'stripe' }));
    expect(refused).toMatchObject({
      status: 400,
      body: expect.stringContaining('This way to pay is not offered') as string,
    });
    expect(await send(shop, intentFrom(straight, { payment: 'stripe' }))).toMatchObject({ status: 201 });
    expect(await ills(shop)).toEqual([]);
  });
});
