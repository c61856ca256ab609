/** Money the shop owes and nothing gives back by itself, on both databases: named by the doctor and the daily check until somebody did. */
import { expect, it } from 'vitest';
import { changeProgress } from '#server/orders/change-progress.ts';
import { recordPayment } from '#server/orders/money.ts';
import { readOrderByNumber } from '#server/orders/read-order.ts';
import { askPaymentCheck, checkPayments } from '#server/payments/check-payments.ts';
import { failRefund } from '#server/payments/learn-refund.ts';
import { settlePractice } from '#server/payments/practice/practice.ts';
import { refundOrder } from '#server/payments/refund-order.ts';
import type { Shop } from '#server/shop.ts';
import { eachDatabase } from './each-database.ts';
import { environment, ills, openPage, order, work } from './paying.ts';
import { buy, stockShelves, WOOFER } from './small-shop.ts';

const DAY = 86_400_000;

const noticed = async (shop: Shop): Promise<number> =>
  (await shop.database.read.selectFrom('jobs').select('id').where('kind', '=', 'payments-letter').execute())
    .length;

eachDatabase('what is owed', (open) => {
  it('a paid invoice order that is cancelled is named until it is noted that the money went back', async () => {
    const { shop, clock } = await open({ environment });
    await stockShelves(shop);
    const { number, total } = await buy(shop, [{ variant: WOOFER.id, n: 1 }]);
    const { id } = (await readOrderByNumber(shop.database.read, number))!;
    await recordPayment(shop, { order: id, amount: total, key: 'by-hand', actor: 'staff' });
    await changeProgress(shop, { order: id, event: 'cancel', actor: 'shopper' });
    const owed = `order ${number} is cancelled: ${total} that was paid by transfer is to be given back`;
    expect(await ills(shop)).toEqual([owed]);
    // However often it is asked for: one check a day, and one letter for as long as nothing changed.
    for (let i = 0; i < 3; i++) {
      await askPaymentCheck(shop);
      await askPaymentCheck(shop);
      await work(shop);
      expect(await noticed(shop)).toBe(1);
      clock.advance(DAY);
    }
    const lines: string[] = [];
    await checkPayments(shop, (line) => lines.push(line));
    expect(lines).toEqual(['1 things about payments need a look; a letter names them.']);
    expect(await refundOrder(shop, { number, key: 'transfer' })).toEqual({ ok: true, amount: total });
    expect(await ills(shop)).toEqual([]);
    await checkPayments(shop, (line) => lines.push(line));
    expect(lines).toHaveLength(1);
  });

  it('a refund the provider refused is named until another went through; so is what reconciliation cannot mend', async () => {
    const { shop } = await open({ environment });
    await stockShelves(shop);
    const { number, secret } = await order(shop);
    const { session } = await openPage(shop, secret);
    await settlePractice(shop, session, 'paid');
    await work(shop);
    await refundOrder(shop, { number, amount: 700, key: 'a' });
    const { id } = await shop.database.read.selectFrom('refunds').select('id').executeTakeFirstOrThrow();
    await failRefund(shop, id, 'the card is closed');
    await work(shop);
    expect(await ills(shop)).toEqual([`refund ${id} of order ${number} was refused: 700 did not go back`]);
    await refundOrder(shop, { number, amount: 700, key: 'b' });
    await work(shop);
    expect(await ills(shop)).toEqual([]);
    await shop.database.transaction((tx) =>
      tx.updateTable('practice_refunds').set({ amount: 900 }).execute(),
    );
    const lines: string[] = [];
    await checkPayments(shop, (line) => lines.push(line));
    expect(lines).toHaveLength(1);
    const letter = await shop.database.read
      .selectFrom('jobs')
      .select('payload')
      .where('kind', '=', 'payments-letter')
      .executeTakeFirstOrThrow();
    expect(letter.payload).toMatch(/practice: refund-amount .* there 900, here 700/);
  });
});
