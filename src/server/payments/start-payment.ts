/**
 * `startPayment`: an order that exists gets a hosted page to be paid on.
 * 1. one transaction decides the attempt and writes it down; a page that is still open is used again;
 * 2. the provider is called outside any transaction, with the attempt's key;
 * 3. what it answered is written down. Interrupted in between, the next try meets the same attempt and the same key.
 */
import type { Selectable, Transaction } from 'kysely';
import { currencyOf } from '#domain/money/money.ts';
import { MONEY } from '#domain/orders/states.ts';
import { statesBefore } from '#domain/orders/state-table.ts';
import type { PaymentsTable, Tables } from '#server/database/tables.ts';
import { readOrderBySecret, type OrderRow } from '#server/orders/read-order.ts';
import { readShopName } from '#server/shop-name.ts';
import type { Shop } from '#server/shop.ts';
import type { PaymentProvider } from './provider.ts';
import { offeredProviders } from './providers.ts';

export type PaymentRow = Selectable<PaymentsTable>;

export type Started =
  | { readonly ok: true; readonly address: string }
  | {
      readonly ok: false;
      readonly reason: 'no-order' | 'not-now' | 'not-offered' | 'too-often' | 'provider-away';
    };

/** A page with less life left than this is not shown again. */
const LEAST_LEFT = 60_000;
/** Each attempt keeps the parts for some more minutes; nobody keeps them for ever. */
const MOST_ATTEMPTS = 8;

export async function startPayment(shop: Shop, secret: string): Promise<Started> {
  const order = await readOrderBySecret(shop.database.read, secret);
  if (!order) return { ok: false, reason: 'no-order' };
  const provider = offeredProviders(shop).find((one) => one.choice.id === order.payment);
  if (!provider?.takes(order.total, currencyOf(order.currency))) return { ok: false, reason: 'not-offered' };
  const attempt = await shop.database.transaction((tx) => decideAttempt(shop, tx, order.id, provider));
  if (!attempt.ok) return attempt;
  if (attempt.row.address) return { ok: true, address: attempt.row.address };
  return openPage(shop, order, attempt.row, provider);
}

type Decided =
  | { readonly ok: true; readonly row: PaymentRow }
  | { readonly ok: false; readonly reason: 'not-now' | 'too-often' };

async function decideAttempt(
  shop: Shop,
  tx: Transaction<Tables>,
  order: number,
  provider: PaymentProvider,
): Promise<Decided> {
  const now = shop.clock.now();
  // The order's row is the lock: two clicks on "Pay" are decided one after the other.
  const locked = await tx
    .updateTable('orders')
    .set((e) => ({ money: e.ref('money') }))
    .where('id', '=', order)
    .where('state', '=', 'placed')
    .where('money', 'in', ['due', 'paying'])
    .returning(['total', 'currency', 'reserved_until'])
    .executeTakeFirst();
  if (!locked) return { ok: false, reason: 'not-now' };
  const attempts = await tx
    .selectFrom('payments')
    .selectAll()
    .where('order_id', '=', order)
    .orderBy('attempt', 'desc')
    .execute();
  const [last] = attempts;
  const isAlive = last && ['starting', 'open'].includes(last.state) && last.expires_at - now > LEAST_LEFT;
  if (isAlive && last.provider === provider.choice.id) return { ok: true, row: last };
  if (attempts.length >= MOST_ATTEMPTS) return { ok: false, reason: 'too-often' };
  const reservedUntil = now + shop.settings.RESERVE_MINUTES * 60_000;
  const row = await tx
    .insertInto('payments')
    .values({
      order_id: order,
      attempt: (last?.attempt ?? 0) + 1,
      provider: provider.choice.id,
      ref: Buffer.from(shop.random.bytes(16)).toString('base64url'),
      session: null,
      address: null,
      charge: null,
      amount: locked.total,
      currency: locked.currency,
      state: 'starting',
      created_at: now,
      expires_at: Math.max(reservedUntil, now + provider.leastLife),
      asked_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('orders')
    .set({ money: 'paying', reserved_until: Math.max(locked.reserved_until ?? 0, reservedUntil) })
    .where('id', '=', order)
    .where('money', 'in', [...statesBefore(MONEY, 'start-payment', 'shopper'), 'paying'])
    .execute();
  return { ok: true, row };
}

async function openPage(
  shop: Shop,
  order: OrderRow,
  row: PaymentRow,
  provider: PaymentProvider,
): Promise<Started> {
  let page: { readonly session: string; readonly address: string };
  try {
    page = await provider.open(shop, {
      ref: row.ref,
      key: `${order.number}:${row.attempt}`,
      title: `${await readShopName(shop)}, order ${order.number}`,
      amount: row.amount,
      currency: currencyOf(row.currency),
      returnTo: `${shop.settings.ORIGIN}/pay/${row.ref}`,
      expiresAt: row.expires_at,
    });
  } catch {
    return { ok: false, reason: 'provider-away' };
  }
  // An event may have been quicker than this answer: then the row knows more already.
  await shop.database.transaction((tx) =>
    tx
      .updateTable('payments')
      .set((e) => ({
        ...page,
        state: e.case().when('state', '=', 'starting').then('open').else(e.ref('state')).end(),
      }))
      .where('id', '=', row.id)
      .execute(),
  );
  return { ok: true, address: page.address };
}
