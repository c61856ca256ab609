/** Events out: each event of an order is told to the merchant's own system as a signed POST; a refusal is tried again. */
import { createHmac } from 'node:crypto';
import { ringJobs } from '#server/jobs/bell.ts';
import { queueJobs } from '#server/jobs/queue-jobs.ts';
import type { Shop } from '#server/shop.ts';
import { listedOrder } from './list-orders.ts';
import { tellingOf } from './order-events.ts';
import { readOrderRow } from './read-order.ts';

const BATCH = 500;

/** The job behind it. Signature: HMAC-SHA-256 over "<timestamp>.<body>" with WEBHOOK_SECRET, as hex. */
export async function tellMerchant(shop: Shop, payload: unknown): Promise<void> {
  const { WEBHOOK_URL, WEBHOOK_SECRET, WEBHOOK_SECONDS } = shop.settings;
  if (!WEBHOOK_URL) return;
  const { event: id, order } = payload as { event: number; order: number };
  const { read } = shop.database;
  const event = await read.selectFrom('order_events').selectAll().where('id', '=', id).executeTakeFirst();
  const row = await readOrderRow(read, order);
  if (!event || !row) throw new Error(`There is no event ${id} of order ${order} to tell.`);
  const lines = await read
    .selectFrom('order_lines')
    .selectAll()
    .where('order_id', '=', order)
    .orderBy('position')
    .execute();
  const body = JSON.stringify({
    v: 1,
    id,
    kind: event.kind,
    at: event.at,
    detail: JSON.parse(event.detail) as unknown,
    order: listedOrder(row, lines),
  });
  const timestamp = Math.floor(shop.clock.now() / 1000);
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(`${timestamp}.${body}`).digest('hex');
  const response = await fetch(WEBHOOK_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'cartwright-event': String(id),
      'cartwright-signature': `t=${timestamp},v1=${signature}`,
    },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(WEBHOOK_SECONDS * 1000),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The webhook answered ${response.status}.`);
}

/** Tells everything since a moment once more; answers how many events: none where there is nobody to tell. */
export async function replayEvents(shop: Shop, since: number): Promise<number> {
  if (!shop.settings.WEBHOOK_URL) return 0;
  const now = shop.clock.now();
  const events = await shop.database.read
    .selectFrom('order_events')
    .select(['id', 'order_id'])
    .where('at', '>=', since)
    .orderBy('id')
    .execute();
  for (let i = 0; i < events.length; i += BATCH) {
    const batch = events.slice(i, i + BATCH);
    const jobs = batch.flatMap((event) => tellingOf(shop, event.order_id, event.id));
    await shop.database.transaction(async (tx) => {
      // What is being told right now is told; everything else begins anew.
      await tx
        .deleteFrom('jobs')
        .where(
          'once',
          'in',
          jobs.flatMap((job) => job.once ?? []),
        )
        .where('state', '<>', 'running')
        .execute();
      await queueJobs(tx, now, jobs);
    });
    ringJobs(shop);
  }
  return events.length;
}
