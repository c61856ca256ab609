/**
 * Reconciliation: what the provider says and what stands here, compared. What can be mended by learning it is learned;
 * every difference is named.
 */
import type { Shop } from '#server/shop.ts';
import { learnRefund } from './learn-refund.ts';
import { learnSession } from './learn.ts';
import type { RefundState, SessionState } from './provider.ts';
import { providerOf } from './providers.ts';

export interface PaymentDifference {
  readonly kind:
    | 'unknown-page'
    | 'paid-there'
    | 'paid-here'
    | 'amount'
    | 'refund-there'
    | 'refund-here'
    | 'refund-amount'
    /** Called done here, failed there. */
    | 'refund-failed'
    /** Asked for here long ago, and not heard of since. */
    | 'refund-waiting';
  readonly session: string;
  readonly there?: number;
  readonly here?: number;
  /** Learned now; the next run finds it in order. */
  readonly isMended: boolean;
}

/** One line for people; amounts in minor units. */
export function differenceWords({ kind, session, there, here, isMended }: PaymentDifference): string {
  return `${kind.padEnd(14)} ${session}  there ${there ?? '-'}, here ${here ?? '-'}${isMended ? ', mended' : ''}`;
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
  if (told.state === 'pending') return [];
  const row = await shop.database.read
    .selectFrom('refunds as r')
    .innerJoin('payments as p', 'p.id', 'r.payment_id')
    .select(['r.state', 'r.amount'])
    .where('p.provider', '=', name)
    .where('r.reference', '=', told.reference)
    .executeTakeFirst();
  const session = told.reference;
  if (told.state === 'failed') {
    if (!row || row.state === 'failed') return [];
    const learned = await learnRefund(shop, name, told);
    return [{ kind: 'refund-failed', session, here: row.amount, isMended: learned === 'failed' }];
  }
  if (row && row.amount !== told.amount)
    return [{ kind: 'refund-amount', session, there: told.amount, here: row.amount, isMended: false }];
  if (row?.state === 'done') return [];
  const learned = await learnRefund(shop, name, told);
  return [{ kind: 'refund-there', session, there: told.amount, isMended: learned === 'done' }];
}

/** A provider does a refund, or says that it is under way, well before this. */
const REFUND_PATIENCE = 3_600_000;

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
  // However old: nobody else would ask again.
  const waiting = await read
    .selectFrom('refunds as r')
    .innerJoin('payments as p', 'p.id', 'r.payment_id')
    .select(['r.id', 'r.reference', 'r.amount'])
    .where('p.provider', '=', name)
    .where('r.state', '=', 'asked')
    .where('r.created_at', '<=', shop.clock.now() - REFUND_PATIENCE)
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
    ...waiting
      .filter((row) => !seenRefunds.has(row.reference ?? ''))
      .map(({ id, reference, amount }) => {
        const session = reference ?? `refund ${id}`;
        return { kind: 'refund-waiting', session, here: amount, isMended: false } as const;
      }),
  ];
}
