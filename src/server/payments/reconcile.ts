/**
 * Reconciliation: what the provider says and what stands here, compared. What can be mended by learning it is learned;
 * every difference is named. Chores keep the small things straight in between.
 */
import type { Shop } from '#server/shop.ts';
import { learnSession } from './learn.ts';
import type { RefundState, SessionState } from './provider.ts';
import { providerOf } from './providers.ts';
import { askRefund, learnRefund } from './refunds.ts';

export interface PaymentDifference {
  readonly kind:
    'unknown-page' | 'paid-there' | 'paid-here' | 'amount' | 'refund-there' | 'refund-here' | 'provider-away';
  readonly session: string;
  readonly there?: number;
  readonly here?: number;
  /** Learned now; the next run finds it in order. */
  readonly isMended: boolean;
}

export interface Reconciled {
  readonly pages: number;
  readonly refunds: number;
  readonly differences: readonly PaymentDifference[];
}

export async function reconcile(shop: Shop, name: string, since: number): Promise<Reconciled> {
  const provider = providerOf(name);
  if (!provider) throw new Error(`There is no payment provider "${name}".`);
  const differences: PaymentDifference[] = [];
  const seen = new Set<string>();
  const seenRefunds = new Set<string>();
  for await (const told of provider.list(shop, since)) {
    if ('session' in told) {
      seen.add(told.session);
      differences.push(...(await compareSession(shop, name, told)));
    } else {
      seenRefunds.add(told.reference);
      differences.push(...(await compareRefund(shop, name, told)));
    }
  }
  differences.push(...(await missingThere(shop, name, since, seen, seenRefunds)));
  return { pages: seen.size, refunds: seenRefunds.size, differences };
}

async function compareSession(shop: Shop, name: string, told: SessionState): Promise<PaymentDifference[]> {
  const row = await shop.database.read
    .selectFrom('payments')
    .selectAll()
    .where('provider', '=', name)
    .where('ref', '=', told.ref)
    .executeTakeFirst();
  const { session } = told;
  if (!row) return [{ kind: 'unknown-page', session, there: told.amount, isMended: false }];
  if (told.amount !== row.amount || told.currency !== row.currency)
    return [{ kind: 'amount', session, there: told.amount, here: row.amount, isMended: false }];
  if (told.state === 'paid' && row.state !== 'paid') {
    const learned = await learnSession(shop, name, told);
    return [
      {
        kind: 'paid-there',
        session,
        there: told.amount,
        isMended: learned !== 'unknown' && learned !== 'mismatch',
      },
    ];
  }
  if (told.state !== 'paid' && row.state === 'paid')
    return [{ kind: 'paid-here', session, here: row.amount, isMended: false }];
  if (told.state === 'closed' && row.state !== 'closed') await learnSession(shop, name, told);
  return [];
}

async function compareRefund(shop: Shop, name: string, told: RefundState): Promise<PaymentDifference[]> {
  if (told.state !== 'done') return [];
  const row = await shop.database.read
    .selectFrom('refunds')
    .select('state')
    .where('reference', '=', told.reference)
    .executeTakeFirst();
  if (row?.state === 'done') return [];
  const learned = await learnRefund(shop, name, told);
  return [
    { kind: 'refund-there', session: told.reference, there: told.amount, isMended: learned === 'done' },
  ];
}

/** Ours that the provider's list does not have. */
async function missingThere(
  shop: Shop,
  name: string,
  since: number,
  seen: ReadonlySet<string>,
  seenRefunds: ReadonlySet<string>,
): Promise<PaymentDifference[]> {
  const { read } = shop.database;
  const paid = await read
    .selectFrom('payments')
    .select(['session', 'amount'])
    .where('provider', '=', name)
    .where('state', '=', 'paid')
    .where('created_at', '>=', since)
    .execute();
  const refunds = await read
    .selectFrom('refunds as r')
    .innerJoin('payments as p', 'p.id', 'r.payment_id')
    .select(['r.reference', 'r.amount'])
    .where('p.provider', '=', name)
    .where('r.state', '=', 'done')
    .where('r.created_at', '>=', since)
    .execute();
  return [
    ...paid
      .filter((row) => !seen.has(row.session ?? ''))
      .map(
        (row) =>
          ({ kind: 'paid-here', session: row.session ?? '', here: row.amount, isMended: false }) as const,
      ),
    ...refunds
      .filter((row) => !seenRefunds.has(row.reference ?? ''))
      .map(
        (row) =>
          ({ kind: 'refund-here', session: row.reference ?? '', here: row.amount, isMended: false }) as const,
      ),
  ];
}

const ASK_EVERY = 5 * 60_000;
const BATCH = 50;

/** The chore: asks about open pages now and then, closes those of orders given up, gives back what cancelled orders were paid. */
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
