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
});
