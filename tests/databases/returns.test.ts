/** Parts that come back, on both databases: by line and quantity, on the shelf or not, their price given back to the cent. */
import { expect, it } from 'vitest';
import { formatMinor } from '#domain/money/money.ts';
import { returnValue } from '#domain/orders/return-value.ts';
import { changeProgress } from '#server/orders/change-progress.ts';
import { recordPayment } from '#server/orders/money.ts';
import { describeOrder, readOrderByNumber } from '#server/orders/read-order.ts';
import { returnLines, type ReturnWish } from '#server/orders/return-lines.ts';
import { orderPaper } from '#server/papers/order-paper.ts';
import { settlePractice } from '#server/payments/practice/practice.ts';
import { refundOrder } from '#server/payments/refund-order.ts';
import { saveCoupons } from '#server/pricing/coupons.ts';
import type { Shop } from '#server/shop.ts';
import { eachDatabase } from './each-database.ts';
import { environment, ills, openPage, order, stand, work } from './paying.ts';
import { buy, CAPACITOR, intentFrom, onHand, quoteFor, send, stockShelves, WOOFER } from './small-shop.ts';

const wish = (order: number, more: Partial<ReturnWish> = {}): ReturnWish => ({
  order,
  restock: true,
  refund: false,
  key: 'a',
  ...more,
});

async function sent(shop: Shop, number: string): Promise<number> {
  const { id } = (await readOrderByNumber(shop.database.read, number))!;
  for (const event of ['pack', 'ship'] as const) {
    const changed = await changeProgress(shop, { order: id, event, actor: 'staff' });
    expect(changed.ok).toBe(true);
  }
  return id;
}

eachDatabase('returns', (open) => {
  it('counts pieces by line; only what came back goes on the shelf, explained by the order', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const lines = [
      { variant: WOOFER.id, n: 3 },
      { variant: CAPACITOR.id, n: 200 },
    ];
    const placed = await buy(shop, lines);
    const id = await sent(shop, placed.number);
    expect(await onHand(shop, WOOFER.id)).toBe(2);
    expect(await returnLines(shop, wish(id, { lines: [{ position: 0, n: 2 }] }))).toMatchObject({
      ok: true,
      state: 'partly-returned',
      value: 9_640,
    });
    expect(await onHand(shop, WOOFER.id)).toBe(4);
    expect(await onHand(shop, CAPACITOR.id)).toBe(9_800);
    const moves = await shop.database.read
      .selectFrom('stock_moves')
      .select(['variant_id', 'change', 'source'])
      .where('reason', '=', 'return')
      .execute();
    expect(moves).toEqual([{ variant_id: WOOFER.id, change: 2, source: placed.number }]);
    const broken = wish(id, { lines: [{ position: 0, n: 1 }], restock: false, key: 'b' });
    expect(await returnLines(shop, broken)).toMatchObject({ ok: true, state: 'partly-returned' });
    expect(await onHand(shop, WOOFER.id)).toBe(4);
    const rest = await returnLines(shop, wish(id, { key: 'c' }));
    expect(rest).toMatchObject({ ok: true, state: 'returned' });
    expect(await onHand(shop, CAPACITOR.id)).toBe(10_000);
    const row = (await readOrderByNumber(shop.database.read, placed.number))!;
    const described = await describeOrder(shop.database.read, row);
    expect(described.lines.map((line) => line.returned)).toEqual([3, 200]);
    expect(await ills(shop)).toEqual([]);
  });

  it('refuses more pieces than were sold, anything before it was sent, and changes nothing then', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const lines = [
      { variant: WOOFER.id, n: 2 },
      { variant: CAPACITOR.id, n: 10 },
    ];
    const placed = await buy(shop, lines);
    const { id } = (await readOrderByNumber(shop.database.read, placed.number))!;
    expect(await returnLines(shop, wish(id))).toMatchObject({
      ok: false,
      reason: 'not-now',
      state: 'placed',
    });
    await sent(shop, placed.number);
    const tooMany = [
      { position: 0, n: 1 },
      { position: 1, n: 11 },
    ];
    expect(await returnLines(shop, wish(id, { lines: tooMany }))).toEqual({
      ok: false,
      reason: 'too-many',
      position: 1,
    });
    for (const line of [
      { position: 7, n: 1 },
      { position: 0, n: 0 },
      { position: 0, n: 0.5 },
    ])
      expect(await returnLines(shop, wish(id, { lines: [line] }))).toMatchObject({ reason: 'too-many' });
    expect(await onHand(shop, WOOFER.id)).toBe(3);
    const counted = await shop.database.read.selectFrom('order_lines').select('returned').execute();
    expect(counted).toEqual([{ returned: 0 }, { returned: 0 }]);
    expect(await returnLines(shop, wish(0))).toEqual({ ok: false, reason: 'no-order' });
  });

  it('told twice or by two at once, pieces come back once', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const placed = await buy(shop, [{ variant: WOOFER.id, n: 4 }]);
    const id = await sent(shop, placed.number);
    const one = wish(id, { lines: [{ position: 0, n: 3 }] });
    const same = await Promise.all([1, 2, 3].map(() => returnLines(shop, one)));
    expect(same.map((r) => r.ok && r.isRepeat).sort()).toEqual([false, true, true]);
    const rivals = await Promise.all(
      ['x', 'y'].map((key) => returnLines(shop, wish(id, { lines: [{ position: 0, n: 1 }], key }))),
    );
    expect(rivals.filter((r) => r.ok)).toHaveLength(1);
    expect(await onHand(shop, WOOFER.id)).toBe(5);
    expect(await ills(shop)).toEqual([]);
  });

  it('gives back what the pieces were paid for, in parts that sum to the line, by the way it was paid', async () => {
    const { shop } = await open({ environment });
    await stockShelves(shop);
    const { number, secret, total } = await order(shop);
    const { session } = await openPage(shop, secret);
    await settlePractice(shop, session, 'paid');
    await work(shop);
    const id = await sent(shop, number);
    const piece = { lines: [{ position: 0, n: 1 }], refund: true };
    await returnLines(shop, wish(id, piece));
    await returnLines(shop, wish(id, piece));
    await work(shop);
    expect(await stand(shop, number)).toEqual({
      state: 'partly-returned',
      money: 'partly-refunded',
      paid: total,
      refunded: 4_820,
    });
    await returnLines(shop, wish(id, { ...piece, key: 'b' }));
    await work(shop);
    expect(await stand(shop, number)).toMatchObject({ state: 'returned', refunded: 9_640 });
    expect(await ills(shop)).toEqual([]);
  });

  it('an invoice with a coupon: the shopper gets back what they paid, not the list price', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const name = 'A third off';
    const terms = { minimum: 0, combines: false };
    await saveCoupons(shop, [{ code: 'THIRD', name, kind: 'percent', value: 333_333, ...terms }]);
    const quote = await quoteFor(shop, [{ variant: WOOFER.id, n: 3 }], { coupon: ['THIRD'] });
    const { number, total } = JSON.parse((await send(shop, intentFrom(quote))).body) as {
      number: string;
      total: number;
    };
    const id = await sent(shop, number);
    await recordPayment(shop, { order: id, amount: total, key: 'by-hand', actor: 'staff' });
    for (const key of ['a', 'b', 'c'])
      await returnLines(shop, wish(id, { lines: [{ position: 0, n: 1 }], refund: true, key }));
    await work(shop);
    const line = quote.quote.lines[0]!;
    expect(await stand(shop, number)).toMatchObject({ refunded: line.amount - line.discount });
    expect(returnValue(quote.quote, [{ position: 0, before: 0, n: 3 }])).toBe(line.amount - line.discount);
  });

  it('gives back no more than is left of what was paid, and says how much that is', async () => {
    const { shop } = await open({ environment });
    await stockShelves(shop);
    const { number, secret, total } = await order(shop);
    const { session } = await openPage(shop, secret);
    await settlePractice(shop, session, 'paid');
    await work(shop);
    const id = await sent(shop, number);
    await refundOrder(shop, { number, amount: total - 5_000, key: 'allowance' });
    await work(shop);
    const piece = { lines: [{ position: 0, n: 1 }], refund: true };
    expect(await returnLines(shop, wish(id, piece))).toMatchObject({ value: 4_820, givesBack: 4_820 });
    // The first is promised, though its job did not run yet.
    const second = { value: 4_820, givesBack: 180 };
    expect(await returnLines(shop, wish(id, { ...piece, key: 'b' }))).toMatchObject(second);
    expect(await returnLines(shop, wish(id, { ...piece, key: 'b' }))).toMatchObject(second);
    await work(shop);
    expect(await stand(shop, number)).toMatchObject({ money: 'refunded', refunded: total });
    const waiting = shop.database.read.selectFrom('jobs').select('kind').where('state', '<>', 'done');
    expect(await waiting.execute()).toEqual([]);
    expect(await ills(shop)).toEqual([]);
  });

  it('an unpaid invoice asks for what was kept, and for nothing when all of it came back', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const { number, total } = await buy(shop, [{ variant: WOOFER.id, n: 2 }]);
    const id = await sent(shop, number);
    expect(await refundOrder(shop, { number, key: 'a' })).toEqual({ ok: false, reason: 'nothing-paid' });
    const one = { lines: [{ position: 0, n: 1 }], refund: true };
    expect(await returnLines(shop, wish(id, one))).toMatchObject({ value: 4_820, givesBack: 0 });
    expect(await stand(shop, number)).toMatchObject({ money: 'due' });
    const paper = async () => (await orderPaper(shop, number, 'invoice'))!.replace(/<[^>]+>/g, ' ');
    const dollars = (amount: number) => formatMinor(amount, shop.currency).replace('$', '\\$');
    expect(await paper()).toMatch(new RegExp(`To be paid\\s+${dollars(total - 4_820)}`));
    expect(await returnLines(shop, wish(id, { key: 'b' }))).toMatchObject({ state: 'returned' });
    expect(await stand(shop, number)).toEqual({ state: 'returned', money: 'void', paid: 0, refunded: 0 });
    expect(await paper()).toMatch(new RegExp(`To be paid\\s+${dollars(0)}`));
    const told = { order: id, amount: total, key: 'by-hand', actor: 'staff' } as const;
    expect(await recordPayment(shop, told)).toEqual({ ok: false, reason: 'not-now' });
    expect(await ills(shop)).toEqual([]);
  });
});
