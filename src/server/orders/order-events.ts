/** The append-only history of orders, and the letters and events that follow from it in the same transaction. */
import type { Kysely } from 'kysely';
import type { Actor } from '#domain/orders/states.ts';
import type { Tables } from '#server/database/tables.ts';
import { queueJobs, type NewJob } from '#server/jobs/queue-jobs.ts';
import type { Shop } from '#server/shop.ts';

export interface NewEvent {
  readonly order: number;
  readonly at: number;
  readonly kind: string;
  readonly actor: Actor;
  readonly detail?: object;
  /** A second event of the same key is left out. */
  readonly once?: string;
  /** The letter it causes, once per event. */
  readonly letter?: string;
}

/** False when an event of this key is there already: then nothing else may be done for it either. */
export async function addEvent(shop: Shop, tx: Kysely<Tables>, event: NewEvent): Promise<boolean> {
  const { order, at, kind, actor, detail = {}, once, letter } = event;
  const inserted = await tx
    .insertInto('order_events')
    .values({ order_id: order, at, kind, actor, detail: JSON.stringify(detail), once: once ?? null })
    .onConflict((conflict) => conflict.column('once').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) return false;
  const { id } = inserted;
  await queueJobs(tx, at, [
    ...(letter
      ? [{ kind: 'letter', once: `letter:${letter}:${order}:${id}`, payload: { letter, order, detail } }]
      : []),
    ...tellingOf(shop, order, id),
  ]);
  return true;
}

/** The job that tells the merchant's own system of an event, where there is such a system. */
export function tellingOf(shop: Shop, order: number, event: number): NewJob[] {
  return shop.settings.WEBHOOK_URL
    ? [{ kind: 'tell', once: `tell:${event}`, payload: { order, event } }]
    : [];
}
