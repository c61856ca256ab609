/** The chore that keeps the small things about payments straight between two reconciliations. */
import type { Shop } from '#server/shop.ts';
import { learnSession } from './learn.ts';
import { providerOf } from './providers.ts';
import { askRefund } from './refunds.ts';

const ASK_EVERY = 5 * 60_000;
const BATCH = 50;

/** Asks about open pages now and then, closes those of orders given up, gives back what cancelled orders were paid. */
export async function tendPayments(shop: Shop): Promise<void> {
  const now = shop.clock.now();
  const { read } = shop.database;
  const open = await read
    .selectFrom('payments as p')
    .innerJoin('orders as o', 'o.id', 'p.order_id')
    .select(['p.id', 'p.provider', 'p.session', 'p.expires_at', 'o.state', 'o.money'])
    .where('p.state', 'in', ['starting', 'open'])
    .where((e) =>
      e.or([
        e('p.asked_at', '<=', now - ASK_EVERY),
        e.and([e('o.money', 'not in', ['due', 'paying']), e('p.asked_at', '<=', now - 60_000)]),
      ]),
    )
    .limit(BATCH)
    .execute();
  let trouble: unknown;
  for (const row of open) {
    try {
      await tendPayment(shop, row, now);
    } catch (error) {
      // One provider that is away must not keep the others waiting.
      trouble ??= error;
    }
  }
  await giveBackCancelled(shop);
  if (trouble !== undefined) throw trouble;
}

interface Tended {
  readonly id: number;
  readonly provider: string;
  readonly session: string | null;
  readonly expires_at: number;
  readonly money: string;
}

async function tendPayment(shop: Shop, row: Tended, now: number): Promise<void> {
  const write = (values: { readonly asked_at: number } | { readonly state: string }): Promise<unknown> =>
    shop.database.transaction((tx) =>
      tx
        .updateTable('payments')
        .set(values)
        .where('id', '=', row.id)
        .where('state', 'in', ['starting', 'open'])
        .execute(),
    );
  await write({ asked_at: now });
  const provider = providerOf(row.provider);
  if (!provider) return;
  if (row.session === null) {
    // Opened there perhaps, told to nobody; once its life is over it cannot be paid any more.
    if (row.expires_at < now) await write({ state: 'closed' });
    return;
  }
  if (row.money !== 'due' && row.money !== 'paying') await provider.close(shop, row.session);
  await learnSession(shop, row.provider, await provider.ask(shop, row.session));
}

/** A paid order that was cancelled gets its money back; asked once, whoever cancelled it. */
async function giveBackCancelled(shop: Shop): Promise<void> {
  const owed = await shop.database.read
    .selectFrom('payments as p')
    .innerJoin('orders as o', 'o.id', 'p.order_id')
    .select(['p.id', 'p.amount', 'p.refunded'])
    .where('o.state', '=', 'cancelled')
    .where('o.money', 'in', ['paid', 'partly-refunded'])
    .where('p.state', '=', 'paid')
    .where((e) => e('p.refunded', '<', e.ref('p.amount')))
    .limit(BATCH)
    .execute();
  for (const { id, amount, refunded } of owed)
    await askRefund(shop, {
      payment: id,
      amount: amount - refunded,
      key: `cancelled:${id}:${refunded}`,
      reason: 'cancelled',
    });
}
