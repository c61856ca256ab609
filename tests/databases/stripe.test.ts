/** Stripe Checkout through the official SDK against a local double: what is sent, what is believed, what is given back. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { currencyOf } from '#domain/money/money.ts';
import { hearEvent } from '#server/payments/hear-event.ts';
import { reconcile } from '#server/payments/reconcile.ts';
import { refundOrder } from '#server/payments/refund-order.ts';
import { returnFromPayment } from '#server/payments/return-from-payment.ts';
import { startPayment } from '#server/payments/start-payment.ts';
import { fromStripe, stripeProvider, toStripe } from '#server/payments/stripe/stripe.ts';
import type { Shop } from '#server/shop.ts';
import { eachDatabase } from './each-database.ts';
import { ills, stand, work } from './paying.ts';
import { buy, stockShelves, WOOFER } from './small-shop.ts';
import { StripeDouble, WEBHOOK_SECRET } from './stripe-double.ts';

eachDatabase('Stripe Checkout', (open) => {
  let stripe: StripeDouble;
  let environment: Record<string, string>;
  beforeEach(async () => {
    stripe = new StripeDouble();
    environment = {
      STRIPE_KEY: 'sk_test_double',
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      STRIPE_API: await stripe.open(),
    };
  });
  afterEach(() => stripe.close());

  async function begin(shop: Shop) {
    await stockShelves(shop);
    const placed = await buy(shop, [{ variant: WOOFER.id, n: 1 }], { payment: 'stripe' });
    const secret = placed.link.slice('/orders/'.length);
    const started = await startPayment(shop, secret);
    if (!started.ok) throw new Error(started.reason);
    const session = started.address.split('/').at(-1)!;
    const { ref } = await shop.database.read
      .selectFrom('payments')
      .select('ref')
      .where('session', '=', session)
      .executeTakeFirstOrThrow();
    return { number: placed.number, total: placed.total, secret, session, ref };
  }

  it('asks for exactly the order’s total, tells nothing of the person, and asks once', async () => {
    const { shop } = await open({ environment });
    const { number, total, secret, session, ref } = await begin(shop);
    const [created] = stripe.requests;
    expect(created?.path).toBe('POST /v1/checkout/sessions');
    expect(created?.key).toBe(`${number}:1`);
    const form = Object.fromEntries(created!.form);
    expect(form).toMatchObject({
      mode: 'payment',
      client_reference_id: ref,
      'line_items[0][price_data][unit_amount]': String(total),
      'line_items[0][price_data][currency]': 'usd',
      success_url: `${shop.settings.ORIGIN}/pay/${ref}`,
    });
    const sent = created!.form.toString();
    for (const private_ of [secret, 'anna', 'Anna', '@'])
      expect(decodeURIComponent(sent)).not.toContain(private_);
    expect(await startPayment(shop, secret)).toEqual({
      ok: true,
      address: stripe.sessions.get(session)!.url,
    });
    expect(stripe.sessions.size).toBe(1);
    expect(await ills(shop)).toEqual([]);
  });

  it('is paid by signed events, repeated and out of order; a forged one is refused', async () => {
    const { shop, clock } = await open({ environment });
    const { number, total, session } = await begin(shop);
    const expired = stripe.event(
      'checkout.session.expired',
      { ...stripe.sessions.get(session)!, status: 'expired' },
      clock.now(),
    );
    const paid = stripe.event('checkout.session.completed', stripe.pay(session), clock.now());
    expect(await hearEvent(shop, 'stripe', paid.raw.replace(String(total), '1'), paid.signature)).toEqual({
      ok: false,
      reason: 'bad-signature',
    });
    expect(await hearEvent(shop, 'stripe', paid.raw, 't=1,v1=00')).toEqual({
      ok: false,
      reason: 'bad-signature',
    });
    await Promise.all([1, 2, 3].map(() => hearEvent(shop, 'stripe', paid.raw, paid.signature)));
    expect(await hearEvent(shop, 'stripe', paid.raw, paid.signature)).toEqual({ ok: true, outcome: 'known' });
    await hearEvent(shop, 'stripe', expired.raw, expired.signature);
    expect(await stand(shop, number)).toEqual({ state: 'placed', money: 'paid', paid: total, refunded: 0 });
    const strange = stripe.event('customer.created', { id: 'cus_1' }, clock.now());
    expect(await hearEvent(shop, 'stripe', strange.raw, strange.signature)).toEqual({
      ok: true,
      outcome: 'nothing to do',
    });
    clock.advance(10 * 60_000);
    expect(await hearEvent(shop, 'stripe', paid.raw, paid.signature)).toEqual({
      ok: false,
      reason: 'bad-signature',
    });
    expect(await ills(shop)).toEqual([]);
  });

  it('an event quicker than the answer to our own call still finds its order', async () => {
    const { shop, clock } = await open({ environment });
    const { number, total, session, ref } = await begin(shop);
    await shop.database.transaction((tx) =>
      tx
        .updateTable('payments')
        .set({ session: null, address: null, state: 'starting' })
        .where('ref', '=', ref)
        .execute(),
    );
    const { raw, signature } = stripe.event('checkout.session.completed', stripe.pay(session), clock.now());
    expect(await hearEvent(shop, 'stripe', raw, signature)).toEqual({ ok: true, outcome: 'paid' });
    expect(await stand(shop, number)).toMatchObject({ money: 'paid', paid: total });
    expect(await ills(shop)).toEqual([]);
  });

  it('is away: nothing is lost, the next try meets the same attempt and key', async () => {
    const { shop } = await open({ environment });
    await stockShelves(shop);
    const placed = await buy(shop, [{ variant: WOOFER.id, n: 1 }], { payment: 'stripe' });
    const secret = placed.link.slice('/orders/'.length);
    // The SDK tries three times by itself.
    stripe.failures = 3;
    expect(await startPayment(shop, secret)).toEqual({ ok: false, reason: 'provider-away' });
    expect(await startPayment(shop, secret)).toMatchObject({ ok: true });
    expect(new Set(stripe.requests.map((request) => request.key))).toEqual(new Set([`${placed.number}:1`]));
    expect(stripe.sessions.size).toBe(1);
    expect(await ills(shop)).toEqual([]);
  });

  it('the return page asks when no event came; refunds count once, from here or from its dashboard', async () => {
    const { shop, clock } = await open({ environment });
    const { number, total, session, ref } = await begin(shop);
    stripe.pay(session);
    expect(await returnFromPayment(shop, ref, '')).toMatchObject({ number, money: 'paid' });
    expect(await refundOrder(shop, { number, amount: 1_000, key: 'a' })).toEqual({ ok: true, amount: 1_000 });
    await work(shop);
    const [ours] = stripe.refunds.values();
    const told = stripe.event('refund.created', ours!, clock.now());
    await hearEvent(shop, 'stripe', told.raw, told.signature);
    expect(await stand(shop, number)).toMatchObject({ money: 'partly-refunded', refunded: 1_000 });
    const foreign = { ...ours!, id: 're_dashboard', amount: 500, metadata: {} };
    stripe.refunds.set(foreign.id, foreign);
    for (const type of ['refund.created', 'refund.updated']) {
      const { raw, signature } = stripe.event(type, foreign, clock.now());
      await hearEvent(shop, 'stripe', raw, signature);
    }
    expect(await stand(shop, number)).toMatchObject({ refunded: 1_500 });
    expect(await refundOrder(shop, { number, amount: total - 1_499, key: 'b' })).toEqual({
      ok: false,
      reason: 'too-much',
    });
    expect((await reconcile(shop, 'stripe', 0)).differences).toEqual([]);
    expect(await refundOrder(shop, { number, key: 'c' })).toEqual({ ok: true, amount: total - 1_500 });
    await work(shop);
    expect(await stand(shop, number)).toMatchObject({ money: 'refunded', refunded: total });
    expect(await ills(shop)).toEqual([]);
  });

  it('a refund it refuses is taken back and written down', async () => {
    const { shop } = await open({ environment });
    const { number, session, ref } = await begin(shop);
    stripe.pay(session);
    await returnFromPayment(shop, ref, '');
    // Given back in the dashboard, and no word of it came.
    stripe.refunds.set('re_x', {
      id: 're_x',
      object: 'refund',
      amount: stripe.sessions.get(session)!.amount_total!,
      currency: 'usd',
      payment_intent: `pi_${session}`,
      metadata: {},
      status: 'succeeded',
      created: 0,
    });
    expect(await refundOrder(shop, { number, amount: 700, key: 'a' })).toMatchObject({ ok: true });
    await work(shop);
    const payment = await shop.database.read
      .selectFrom('payments')
      .select('refunded')
      .where('ref', '=', ref)
      .executeTakeFirstOrThrow();
    expect(Number(payment.refunded)).toBe(0);
    expect(
      await shop.database.read
        .selectFrom('order_events')
        .select('id')
        .where('kind', '=', 'refund-failed')
        .execute(),
    ).toHaveLength(1);
    expect((await reconcile(shop, 'stripe', 0)).differences).toMatchObject([
      { kind: 'refund-there', isMended: true },
    ]);
    expect(await stand(shop, number)).toMatchObject({ money: 'refunded' });
    expect(await ills(shop)).toEqual([]);
  });
});

it('counts as Stripe counts', () => {
  expect(toStripe(500, currencyOf('JPY'))).toBe(500);
  expect(toStripe(500, currencyOf('ISK'))).toBe(50_000);
  expect(fromStripe(50_000, 'isk')).toBe(500);
  expect(stripeProvider.takes(1_230, currencyOf('KWD'))).toBe(true);
  expect(stripeProvider.takes(1_234, currencyOf('KWD'))).toBe(false);
});
