/** Stripe Checkout by redirect, through the official SDK. Cards are typed on Stripe's page and never touch us. */
import Stripe from 'stripe';
import type { Currency, Minor } from '#domain/money/money.ts';
import type { Shop } from '#server/shop.ts';
import {
  RefundRefused,
  type PaymentProvider,
  type ProviderWord,
  type RefundState,
  type SessionState,
} from '../provider.ts';

const MINUTE = 60_000;
const clients = new WeakMap<Shop, Stripe>();

function client(shop: Shop): Stripe {
  let known = clients.get(shop);
  if (!known) {
    const api = new URL(shop.settings.STRIPE_API);
    const isSecure = api.protocol === 'https:';
    known = new Stripe(shop.settings.STRIPE_KEY, {
      host: api.hostname,
      port: api.port || (isSecure ? 443 : 80),
      protocol: isSecure ? 'https' : 'http',
      maxNetworkRetries: 2,
      timeout: 20_000,
      telemetry: false,
    });
    clients.set(shop, known);
  }
  return known;
}

/** Stripe counts a few currencies without decimals in hundredths all the same, and three-decimal ones in whole tens. */
const IN_HUNDREDTHS = new Set(['ISK', 'UGX']);

export function toStripe(amount: Minor, { code }: Currency): number {
  return IN_HUNDREDTHS.has(code) ? amount * 100 : amount;
}

export function fromStripe(amount: number, code: string): Minor {
  return IN_HUNDREDTHS.has(code.toUpperCase()) ? Math.round(amount / 100) : amount;
}

export const stripeProvider: PaymentProvider = {
  choice: { id: 'stripe', name: 'Card', about: 'On a page of Stripe, after the order is placed.' },
  leastLife: 31 * MINUTE,
  takes: (amount, currency) => amount > 0 && (currency.decimals !== 3 || amount % 10 === 0),

  async open(shop, request) {
    const session = await client(shop).checkout.sessions.create(
      {
        mode: 'payment',
        client_reference_id: request.ref,
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: request.currency.code.toLowerCase(),
              unit_amount: toStripe(request.amount, request.currency),
              product_data: { name: request.title },
            },
          },
        ],
        metadata: { ref: request.ref },
        payment_intent_data: { metadata: { ref: request.ref } },
        success_url: request.returnTo,
        cancel_url: request.returnTo,
        expires_at: Math.floor(request.expiresAt / 1000),
      },
      { idempotencyKey: request.key },
    );
    if (!session.url) throw new Error('Stripe opened a session without a page.');
    return { session: session.id, address: session.url };
  },

  async ask(shop, session) {
    return sessionState(await client(shop).checkout.sessions.retrieve(session));
  },

  async close(shop, session) {
    try {
      await client(shop).checkout.sessions.expire(session);
    } catch (error) {
      // Only an open session can be expired; any other needs nothing.
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    }
  },

  async refund(shop, { id, charge, amount, currency }) {
    try {
      const refund = await client(shop).refunds.create(
        {
          payment_intent: charge,
          amount: toStripe(amount, currency),
          metadata: { cartwright_refund: String(id) },
        },
        { idempotencyKey: `refund:${id}` },
      );
      return refundState(refund);
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError) throw new RefundRefused(error.message);
      throw error;
    }
  },

  hear(shop, raw, signature) {
    let event: Stripe.Event;
    try {
      event = client(shop).webhooks.constructEvent(
        raw,
        signature,
        shop.settings.STRIPE_WEBHOOK_SECRET,
        300,
        undefined,
        shop.clock.now(),
      );
    } catch {
      return { ok: false, reason: 'bad-signature' };
    }
    return { ok: true, word: wordOf(event) };
  },

  async *list(shop, since) {
    const created = { gte: Math.floor(since / 1000) };
    for await (const session of client(shop).checkout.sessions.list({ created, limit: 100 }))
      yield sessionState(session);
    for await (const refund of client(shop).refunds.list({ created, limit: 100 })) yield refundState(refund);
  },
};

function wordOf(event: Stripe.Event): ProviderWord {
  const { id, type } = event;
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
    case 'checkout.session.expired': {
      const session = sessionState(event.data.object);
      const hasFailed = event.type === 'checkout.session.async_payment_failed';
      return { kind: 'session', id, type, session: hasFailed ? { ...session, state: 'closed' } : session };
    }
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return { kind: 'refund', id, type, refund: refundState(event.data.object) };
    default:
      return { kind: 'other', id, type };
  }
}

const idOf = (thing: string | { readonly id: string } | null | undefined): string | undefined =>
  typeof thing === 'string' ? thing : (thing?.id ?? undefined);

function sessionState(session: Stripe.Checkout.Session): SessionState {
  const charge = idOf(session.payment_intent);
  const currency = (session.currency ?? '').toUpperCase();
  return {
    session: session.id,
    ref: session.client_reference_id ?? session.metadata?.['ref'] ?? '',
    // A complete session with a slow method stays open until its money has come.
    state: session.payment_status === 'paid' ? 'paid' : session.status === 'expired' ? 'closed' : 'open',
    ...(charge !== undefined && { charge }),
    amount: fromStripe(session.amount_total ?? 0, currency),
    currency,
  };
}

function refundState(refund: Stripe.Refund): RefundState {
  const ours = Number(refund.metadata?.['cartwright_refund']);
  return {
    reference: refund.id,
    charge: idOf(refund.payment_intent) ?? '',
    amount: fromStripe(refund.amount, refund.currency),
    ...(Number.isSafeInteger(ours) && ours > 0 && { ours }),
    state:
      refund.status === 'succeeded'
        ? 'done'
        : refund.status === 'failed' || refund.status === 'canceled'
          ? 'failed'
          : 'pending',
  };
}
