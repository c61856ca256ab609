/**
 * Races, on both databases. Each round lets the rivals go at the same moment; the outcome must be one of the two right ones.
 * RACE_ROUNDS sets the number of rounds (1,000 in the long form).
 */
import { expect, it } from 'vitest';
import { saveCoupons } from '#server/pricing/coupons.ts';
import { changeProgress, expireReservations } from '#server/orders/change-progress.ts';
import { recordPayment, recordRefund } from '#server/orders/money.ts';
import { examine } from '#server/backup/doctor.ts';
import type { Shop } from '#server/shop.ts';
import { eachDatabase } from './each-database.ts';
import { WOOFER, freshDot, intentFrom, onHand, quoteFor, send, stockShelves } from './small-shop.ts';

const ROUNDS = Number(process.env['RACE_ROUNDS'] ?? 25);
const one = [{ variant: WOOFER.id, n: 1 }];

async function shelf(shop: Shop, n: number): Promise<void> {
  await shop.database.transaction(async (tx) => {
    const row = await tx
      .selectFrom('variants')
      .select('on_hand')
      .where('id', '=', WOOFER.id)
      .executeTakeFirstOrThrow();
    await tx.updateTable('variant_rows').set({ on_hand: n }).where('id', '=', WOOFER.id).execute();
    await tx
      .insertInto('stock_moves')
      .values({ variant_id: WOOFER.id, change: n - row.on_hand, reason: 'correction', source: 'test', at: 0 })
      .execute();
  });
}

async function idOf(shop: Shop, checkoutId: string): Promise<number> {
  const { read } = shop.database;
  const row = await read
    .selectFrom('orders')
    .select('id')
    .where('checkout_id', '=', checkoutId)
    .executeTakeFirstOrThrow();
  return row.id;
}

async function orderOf(shop: Shop, id: number) {
  return shop.database.read.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** A paid or unpaid order, ready to be fought over. */
async function placed(shop: Shop, more: { paid?: number; reservedUntil?: number } = {}): Promise<number> {
  const intent = intentFrom(await quoteFor(shop, one));
  await send(shop, intent);
  const id = await idOf(shop, intent.checkoutId);
  if (more.paid) await recordPayment(shop, { order: id, amount: more.paid, key: 'first', actor: 'provider' });
  if (more.reservedUntil !== undefined) {
    const { reservedUntil: reserved_until } = more;
    await shop.database.transaction((tx) =>
      tx.updateTable('orders').set({ reserved_until }).where('id', '=', id).execute(),
    );
  }
  return id;
}

/** Nothing is wrong, and so many debts are named. */
async function isSound(shop: Shop, debts = 0): Promise<void> {
  const ills = (await examine(shop)).filter((finding) => !finding.isWell);
  const owed = ills.find((finding) => finding.name === 'owed');
  expect(ills.filter((finding) => finding !== owed)).toEqual([]);
  expect(owed?.broken ?? 0).toBe(debts);
}

eachDatabase('races', (open) => {
  it('the last unit is sold once', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    for (let round = 0; round < ROUNDS; round++) {
      await shelf(shop, 1);
      const quote = await quoteFor(shop, one);
      const answers = await Promise.all([1, 2, 3, 4].map(() => send(shop, intentFrom(quote))));
      expect(answers.map((a) => a.status).sort()).toEqual([201, 422, 422, 422]);
      expect(await onHand(shop, WOOFER.id)).toBe(0);
    }
    await isSound(shop);
  });

  it('a coupon for one use is used once', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    await shelf(shop, 100_000);
    for (let round = 0; round < ROUNDS; round++) {
      const code = `ONE${round}`;
      await saveCoupons(shop, [
        {
          code,
          name: code,
          kind: 'amount',
          value: 100,
          minimum: 0,
          combines: false,
          limit: 1,
          perCustomer: 1,
        },
      ]);
      const quote = await quoteFor(shop, one, { coupon: [code] });
      const answers = await Promise.all([1, 2, 3].map(() => send(shop, intentFrom(quote))));
      expect(answers.map((a) => a.status).sort()).toEqual([201, 422, 422]);
    }
    await isSound(shop);
  });

  it('one cart on two devices is ordered once', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    await shelf(shop, 100_000);
    const quote = await quoteFor(shop, one);
    for (let round = 0; round < ROUNDS; round++) {
      const dots = [freshDot(), freshDot()];
      const answers = await Promise.all([1, 2].map(() => send(shop, intentFrom(quote, { dots }), 'cart')));
      expect(answers.map((a) => a.status).sort()).toEqual([201, 422]);
    }
  });

  it('two refunds never give back more than was paid, and a repeated one counts once', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    await shelf(shop, 100_000);
    for (let round = 0; round < ROUNDS; round++) {
      const order = await placed(shop, { paid: 1000 });
      const refund = (amount: number, key: string) =>
        recordRefund(shop, { order, amount, key, actor: 'staff' });
      const results = await Promise.all([
        refund(600, 'a'),
        refund(600, 'b'),
        refund(600, 'a'),
        refund(600, 'b'),
      ]);
      expect(results.filter((r) => r.ok && !r.isRepeat)).toHaveLength(1);
      expect(await orderOf(shop, order)).toMatchObject({
        paid: 1000,
        refunded: 600,
        money: 'partly-refunded',
      });
    }
  });

  it('cancel against pack: one of them wins, stock follows', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    await shelf(shop, 100_000);
    for (let round = 0; round < ROUNDS; round++) {
      const before = await onHand(shop, WOOFER.id);
      const order = await placed(shop);
      const results = await Promise.all([
        changeProgress(shop, { order, event: 'cancel', actor: 'shopper' }),
        changeProgress(shop, { order, event: 'pack', actor: 'staff' }),
      ]);
      expect(results.filter((r) => r.ok)).toHaveLength(1);
      const { state } = await orderOf(shop, order);
      expect(await onHand(shop, WOOFER.id)).toBe(state === 'cancelled' ? before : before - 1);
    }
    await isSound(shop);
  });

  it('expiry against payment: paid and kept, or given up and the late money said to be late', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    await shelf(shop, 100_000);
    let late = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const order = await placed(shop, { reservedUntil: shop.clock.now() });
      const [, payment] = await Promise.all([
        expireReservations(shop),
        recordPayment(shop, { order, amount: 500, key: 'pi', actor: 'provider' }),
      ]);
      const { state, money } = await orderOf(shop, order);
      expect(payment.ok).toBe(true);
      expect(money).toBe('paid');
      expect(payment.ok && payment.isLate).toBe(state === 'cancelled');
      late += state === 'cancelled' ? 1 : 0;
    }
    // An invoice was paid after its order had been given up: somebody owes that money.
    await isSound(shop, late);
  });
});
