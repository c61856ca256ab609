/** What the holder of an order's link may do: cancel while nothing is packed, ask to send something back. */
import type { OrderAnswer } from '#protocol/order.ts';
import { ringJobs } from '#server/jobs/bell.ts';
import type { Shop } from '#server/shop.ts';
import { changeProgress, type Changed } from './change-progress.ts';
import { addEvent } from './order-events.ts';
import { describeOrder, readOrderBySecret } from './read-order.ts';

/** The order behind a link; undefined where there is none. */
export async function orderOfLink(shop: Shop, secret: string): Promise<OrderAnswer | undefined> {
  const row = await readOrderBySecret(shop.database.read, secret);
  return row && describeOrder(shop.database.read, row);
}

export async function cancelByShopper(shop: Shop, secret: string): Promise<Changed> {
  const row = await readOrderBySecret(shop.database.read, secret);
  if (!row) return { ok: false, reason: 'no-order' };
  return changeProgress(shop, { order: row.id, event: 'cancel', actor: 'shopper' });
}

const LONGEST_REASON = 1_000;

/** Tells the shop; once an hour at most, so that a link cannot be used to flood it. */
export async function askReturn(shop: Shop, secret: string, reason: string): Promise<Changed> {
  const row = await readOrderBySecret(shop.database.read, secret);
  if (!row) return { ok: false, reason: 'no-order' };
  const order = await describeOrder(shop.database.read, row);
  if (!order.mayReturn) return { ok: false, reason: 'not-now', state: order.progress };
  const at = shop.clock.now();
  await shop.database.transaction(async (tx) => {
    const once = `return-asked:${row.id}:${Math.floor(at / 3_600_000)}`;
    const detail = { reason: reason.slice(0, LONGEST_REASON) };
    await addEvent(shop, tx, {
      order: row.id,
      at,
      kind: 'return-asked',
      actor: 'shopper',
      detail,
      once,
      letter: 'return-asked',
    });
  });
  ringJobs(shop);
  return { ok: true, state: order.progress };
}
