/**
 * `placeOrder`: an intent becomes an order exactly once. One transaction:
 * 1. a known key gets its stored answer (or `key-reuse`, `cancelled`);
 * 2. price, stock, coupons, delivery and tax are compared with what was confirmed: all differences are named and stored;
 * 3. stock down, coupons used, order, lines, jobs, dots and the answer are written together.
 * Whoever loses a race on PostgreSQL (a unique key, the last piece) starts over and meets the winner's rows.
 */
import * as v from 'valibot';
import type { Transaction } from 'kysely';
import { takesOf } from '#domain/stock/stock.ts';
import { CHECKOUT_VERSION } from '#protocol/checkout-version.ts';
import { id128, intentSchema, type Intent } from '#protocol/checkout.ts';
import { inCompany } from '#server/database/in-company.ts';
import type { Tables } from '#server/database/tables.ts';
import { cartTime } from '#server/cart/cart-record.ts';
import { spendDots } from '#server/cart/change-cart.ts';
import { ringJobs } from '#server/jobs/bell.ts';
import { redeemCoupons } from '#server/pricing/coupons.ts';
import { takeStock } from '#server/stock/take-stock.ts';
import type { Shop } from '#server/shop.ts';
import { cartBehind } from '#server/cart/carts-table.ts';
import { fieldErrors } from '#protocol/field-errors.ts';
import { judgeIntent, type Judged } from './judge-intent.ts';
import { answerOfKey, fingerprintOf, refusal, storeAnswer, type StoredAnswer } from './keys.ts';
import { LINK_MARK, withSecret } from '#server/orders/link.ts';
import { dotsMeant, markOrdered } from './ordered-dots.ts';
import { paymentChoices } from './payment-choices.ts';
import { isUniqueViolation, LostRace } from './races.ts';
import { writeOrder } from './write-order.ts';

export interface PlaceInput {
  /** The Idempotency-Key header. */
  readonly key: string | null;
  /** The parsed JSON body, not yet trusted. */
  readonly body: unknown;
  /** As in `carts.id`; "" where the request names no cart. */
  readonly cart: string;
  /** The cart was made for this order: its dots may have been ordered without a cart before. */
  readonly made?: string;
}

const MOST_ATTEMPTS = 8;

/** The answer to send: 201 placed, 422 with every difference, or a problem; the same bytes for every repeat. */
export async function placeOrder(shop: Shop, { key, body, cart, made }: PlaceInput): Promise<StoredAnswer> {
  if (key === null || key === '') return refusal('missing-key');
  if (!v.is(id128, key))
    return refusal('invalid', {
      errors: [{ field: 'Idempotency-Key', message: 'Must be 128 bits as base64url.' }],
    });
  const fingerprint = fingerprintOf(body);
  const parsed = v.safeParse(intentSchema, body);
  if (!parsed.success) {
    const known = await answerOfKey(shop, shop.database.read, key, fingerprint);
    return known ?? misfit(body, parsed.issues, key);
  }
  const intent = parsed.output;
  if (intent.checkoutId !== key) {
    return refusal('invalid', {
      errors: [{ field: 'checkoutId', message: 'Must equal the Idempotency-Key.' }],
    });
  }
  if (!paymentChoices(shop, intent.total).some((choice) => choice.id === intent.payment)) {
    const known = await answerOfKey(shop, shop.database.read, key, fingerprint);
    const message = 'This way to pay is not offered any more. Please choose another.';
    return known ?? refusal('invalid', { checkoutId: key, errors: [{ field: 'payment', message }] });
  }
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await inCompany(shop.database, async (tx) =>
        place(shop, tx, {
          intent,
          fingerprint,
          cart: await cartBehind(tx, cart),
          isCartMade: made !== undefined,
        }),
      );
      if (answer.status === 201 && !answer.replayed) ringJobs(shop);
      return answer;
    } catch (error) {
      const isLost = error instanceof LostRace || isUniqueViolation(error);
      if (!isLost || attempt >= MOST_ATTEMPTS) throw error;
    }
  }
}

interface Placing {
  readonly intent: Intent;
  readonly fingerprint: string;
  readonly cart: string;
  readonly isCartMade: boolean;
}

async function place(shop: Shop, tx: Transaction<Tables>, placing: Placing): Promise<StoredAnswer> {
  const { intent, fingerprint, cart, isCartMade } = placing;
  const key = intent.checkoutId;
  const known = await answerOfKey(shop, tx, key, fingerprint);
  if (known) return known;
  const at = shop.clock.now();
  const dots = await dotsMeant(tx, cart, intent.dots, cartTime(shop));
  const judged = await judgeIntent(shop, tx, { ...intent, dots }, isCartMade ? '' : cart, at);
  if (!judged.ok) {
    const { status, body } = refusal('changed', {
      checkoutId: key,
      differences: judged.differences,
      ...(judged.quote && { quote: judged.quote }),
    });
    await storeAnswer(tx, key, { fingerprint, state: 'attention', status, body, order: null, at });
    return { status, body, replayed: false };
  }
  return writePlaced(shop, tx, placing, judged, dots, at);
}

async function writePlaced(
  shop: Shop,
  tx: Transaction<Tables>,
  { intent, fingerprint, cart, isCartMade }: Placing,
  { quote, sellables, coupons }: Extract<Judged, { ok: true }>,
  dots: readonly string[],
  at: number,
): Promise<StoredAnswer> {
  const key = intent.checkoutId;
  if (quote.total !== intent.total)
    throw new Error(`Checkout ${key} would be charged another total than confirmed.`);
  const order = await writeOrder(shop, tx, { intent, quote, sellables, cart, at });
  const taken = await takeStock(tx, takesOf(quote.lines), { reason: 'order', source: order.number, at });
  if (!taken.ok) throw new LostRace(`variant ${taken.variant} was sold meanwhile`);
  if (
    coupons.length > 0 &&
    !(await redeemCoupons(tx, coupons, intent.contact.email.toLowerCase(), order.id))
  ) {
    throw new LostRace('a coupon was used up meanwhile');
  }
  await markOrdered(tx, cart, dots, order.id, intent.again);
  if (isCartMade) await markOrdered(tx, '', dots, order.id, intent.again);
  if (cart !== '') await spendDots(shop, tx, cart, intent.dots, at);
  const body = JSON.stringify({
    v: 1,
    state: 'placed',
    checkoutId: key,
    number: order.number,
    link: LINK_MARK,
    total: quote.total,
    currency: quote.currency.code,
    placedAt: at,
    payment: intent.payment,
  });
  await storeAnswer(tx, key, { fingerprint, state: 'placed', status: 201, body, order: order.id, at });
  return { status: 201, body: withSecret(body, order.secret), replayed: false };
}

/** A request that is no intent of a version read here. Nothing is stored. */
function misfit(body: unknown, issues: Parameters<typeof fieldErrors>[0], key: string): StoredAnswer {
  const version = typeof body === 'object' && body !== null && 'v' in body ? body.v : undefined;
  if (typeof version === 'number' && version !== CHECKOUT_VERSION)
    return refusal('upgrade', { checkoutId: key });
  return refusal('invalid', { checkoutId: key, errors: fieldErrors(issues) });
}
