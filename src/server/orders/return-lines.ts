/**
 * `returnLines`: pieces of an order came back. One transaction counts them on their lines (never more than were sold),
 * puts them on the shelf where they may be sold again, moves the order to partly or wholly returned, and promises
 * their price back where it is asked for, as far as it was paid. When all of it is back, nothing is owed any more.
 * A repeat of the same key does nothing.
 */
import type { Transaction } from 'kysely';
import { returnValue, type ReturnedLine } from '#domain/orders/return-value.ts';
import { statesBefore } from '#domain/orders/state-table.ts';
import { MONEY, type Progress } from '#domain/orders/states.ts';
import type { Quote } from '#domain/pricing/quote.ts';
import type { Tables } from '#server/database/tables.ts';
import { ringJobs } from '#server/jobs/bell.ts';
import { queueJobs } from '#server/jobs/queue-jobs.ts';
import type { Shop } from '#server/shop.ts';
import { changeInside } from './change-progress.ts';
import { leftToGiveBack } from './left-to-give-back.ts';

export interface ReturnWish {
  readonly order: number;
  /** Lines by their position, with pieces; absent: everything that has not come back yet. */
  readonly lines?: readonly { readonly position: number; readonly n: number }[];
  /** Whether the pieces can be sold again. */
  readonly restock: boolean;
  /** Whether what was paid for them is given back. */
  readonly refund: boolean;
  /** A wish of the same key is the same wish. */
  readonly key: string;
}

export type Returned =
  | {
      readonly ok: true;
      readonly state: Progress;
      /** What the pieces were paid for, in minor units. */
      readonly value: number;
      /** What is given back of it: no more than is left of what was paid; 0 where no refund was asked for. */
      readonly givesBack: number;
      readonly isRepeat: boolean;
    }
  | {
      readonly ok: false;
      readonly reason: 'no-order' | 'not-now' | 'nothing' | 'too-many';
      readonly state?: Progress;
      /** The line that is not as wished for. */
      readonly position?: number;
    };

/** Thrown to undo what was counted when a later line, or the order, stands in the way. */
class Refused extends Error {
  readonly answer: Extract<Returned, { ok: false }>;

  constructor(answer: Extract<Returned, { ok: false }>) {
    super(answer.reason);
    this.answer = answer;
  }
}

export async function returnLines(shop: Shop, wish: ReturnWish): Promise<Returned> {
  try {
    const returned = await shop.database.transaction((tx) => inside(shop, tx, wish));
    if (returned.ok) ringJobs(shop);
    return returned;
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}

async function inside(shop: Shop, tx: Transaction<Tables>, wish: ReturnWish): Promise<Returned> {
  // The order's row is the lock: two returns of one order are counted one after the other.
  const row = await tx
    .updateTable('orders')
    .set((e) => ({ state: e.ref('state') }))
    .where('id', '=', wish.order)
    .returning(['id', 'number', 'state', 'quote', 'payment', 'paid', 'refunded'])
    .executeTakeFirst();
  if (!row) return { ok: false, reason: 'no-order' };
  const once = `return:${wish.order}:${wish.key}`;
  const known = await tx
    .selectFrom('order_events')
    .select('detail')
    .where('once', '=', once)
    .executeTakeFirst();
  if (known) {
    const { value, givesBack = 0 } = JSON.parse(known.detail) as { value: number; givesBack?: number };
    return { ok: true, state: row.state as Progress, value, givesBack, isRepeat: true };
  }
  const standing = await tx
    .selectFrom('order_lines')
    .select(['position', 'variant_id', 'sku', 'title', 'quantity', 'returned'])
    .where('order_id', '=', wish.order)
    .orderBy('position')
    .execute();
  const coming = wish.lines
    ? merged(wish.lines)
    : new Map(standing.map((line) => [line.position, line.quantity - line.returned]));
  const back: (ReturnedLine & { readonly variant: number; readonly sku: string; readonly title: string })[] =
    [];
  for (const [position, n] of coming) {
    const line = standing.find((one) => one.position === position);
    if (n === 0 && !wish.lines) continue;
    if (!line || !Number.isSafeInteger(n) || n < 1 || line.returned + n > line.quantity)
      throw new Refused({ ok: false, reason: 'too-many', position });
    await tx
      .updateTable('order_lines')
      .set((e) => ({ returned: e('returned', '+', n) }))
      .where('order_id', '=', wish.order)
      .where('position', '=', position)
      .execute();
    const { variant_id: variant, sku, title, returned: before } = line;
    back.push({ position, before, n, variant, sku, title });
  }
  if (back.length === 0) throw new Refused({ ok: false, reason: 'nothing' });
  const pieces = (of: readonly { readonly n: number }[]) => of.reduce((sum, { n }) => sum + n, 0);
  const left = pieces(standing.map((line) => ({ n: line.quantity - line.returned }))) - pieces(back);
  const value = returnValue(JSON.parse(row.quote) as Quote, back);
  const givesBack = wish.refund ? Math.min(value, await unpromised(tx, row)) : 0;
  const changed = await changeInside(shop, tx, {
    order: wish.order,
    event: left === 0 ? 'return' : 'return-part',
    actor: 'staff',
    once,
    detail: {
      lines: back.map(({ position, n, sku, title }) => ({ position, n, sku, title })),
      restocked: wish.restock,
      value,
      givesBack,
    },
    ...(wish.restock && { restock: back }),
  });
  if (!changed.ok) {
    throw new Refused({ ok: false, reason: 'not-now', ...(changed.state && { state: changed.state }) });
  }
  if (left === 0) {
    await tx
      .updateTable('orders')
      .set({ money: 'void' })
      .where('id', '=', wish.order)
      .where('money', 'in', statesBefore(MONEY, 'void', 'staff'))
      .execute();
  }
  if (givesBack > 0) {
    const payload = { number: row.number, amount: value, key: once };
    await queueJobs(tx, shop.clock.now(), [{ kind: 'return-refund', once: `refund:${once}`, payload }]);
  }
  return { ok: true, state: changed.state, value, givesBack, isRepeat: false };
}

/** What can still be given back, without what earlier returns wait for. */
async function unpromised(
  tx: Transaction<Tables>,
  order: Parameters<typeof leftToGiveBack>[1],
): Promise<number> {
  const waiting = await tx
    .selectFrom('jobs')
    .select('payload')
    .where('kind', '=', 'return-refund')
    .where('state', '=', 'waiting')
    .where('once', 'like', `refund:return:${order.id}:%`)
    .execute();
  const promised = waiting.map(({ payload }) => (JSON.parse(payload) as { amount: number }).amount);
  const { left } = await leftToGiveBack(tx, order);
  return Math.max(
    0,
    promised.reduce((rest, amount) => rest - amount, left),
  );
}

/** One entry a line, in rising order. */
function merged(lines: readonly { readonly position: number; readonly n: number }[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { position, n } of [...lines].sort((a, b) => a.position - b.position))
    sums.set(position, (sums.get(position) ?? 0) + n);
  return sums;
}
