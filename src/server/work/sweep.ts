/**
 * `sweep`: what is kept only for a while goes when its time is over, a few rows at a time so that no order waits for it.
 * Old carts are forgotten in cart/forget-cart.ts. Orders, their lines, history and payments stay: the law asks for them.
 * So do jobs that were given up, until somebody looks.
 */
import { sql, type RawBuilder } from 'kysely';
import { deleteInSteps } from '#server/database/delete-in-steps.ts';
import type { Tables } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';

const DAY = 86_400_000;
/** An answer that was not an order is repeated byte for byte for as long as a device may still ask for it. */
const ANSWER_DAYS = 400;
/** A job's name stays after it was done, so that the same is not promised twice; its content went with its doing. */
const JOB_DAYS = 90;

interface Kept {
  readonly table: keyof Tables;
  readonly key: string;
  /** True of the rows whose time is over. */
  readonly over: (now: number) => RawBuilder<unknown>;
}

const KEPT: readonly Kept[] = [
  { table: 'quotes', key: 'id', over: (now) => sql`expires_at < ${now}` },
  { table: 'cart_codes', key: 'code_hash', over: (now) => sql`expires_at < ${now}` },
  {
    table: 'checkouts',
    key: 'checkout_id',
    over: (now) => sql`created_at < ${now - ANSWER_DAYS * DAY} and state <> 'placed'`,
  },
  {
    table: 'jobs',
    key: 'id',
    over: (now) => sql`state = 'done' and created_at < ${now - JOB_DAYS * DAY}`,
  },
];

/** Answers how many rows went. A chore; safe in several processes at once. */
export async function sweep(shop: Shop): Promise<number> {
  const now = shop.clock.now();
  let gone = 0;
  for (const { table, key, over } of KEPT) gone += await deleteInSteps(shop.database, table, key, over(now));
  return gone;
}
