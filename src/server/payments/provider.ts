/** The questions a payment provider is asked, one function each. Every call may be repeated with its key and happens once. */
import type { Currency, Minor } from '#domain/money/money.ts';
import type { PaymentChoice } from '#domain/pricing/payment-choice.ts';
import type { Shop } from '#server/shop.ts';

/** What a hosted page is opened for. No name, no address, no secret link leaves the shop. */
export interface PayRequest {
  /** Names the attempt to the provider; comes back in every word about it. */
  readonly ref: string;
  /** "<order number>:<attempt>": the provider's idempotency key. */
  readonly key: string;
  readonly title: string;
  readonly amount: Minor;
  readonly currency: Currency;
  readonly returnTo: string;
  /** Milliseconds; the page closes then at the latest. */
  readonly expiresAt: number;
}

/** How a hosted page stands, as told by an event, a question or a list. */
export interface SessionState {
  readonly session: string;
  readonly ref: string;
  readonly state: 'open' | 'paid' | 'closed';
  /** The money itself, once there is some. */
  readonly charge?: string;
  /** Minor units; what was really paid. */
  readonly amount: Minor;
  readonly currency: string;
}

export interface RefundState {
  /** The provider's name of the refund. */
  readonly reference: string;
  readonly charge: string;
  readonly amount: Minor;
  /** Our own refund, where it was ours. */
  readonly ours?: number;
  readonly state: 'pending' | 'done' | 'failed';
}

export type ProviderWord =
  | { readonly kind: 'session'; readonly id: string; readonly type: string; readonly session: SessionState }
  | { readonly kind: 'refund'; readonly id: string; readonly type: string; readonly refund: RefundState }
  /** Genuine, but nothing we act on. */
  | { readonly kind: 'other'; readonly id: string; readonly type: string };

export type HeardWord =
  | { readonly ok: true; readonly word: ProviderWord }
  /** Signed, but nothing that can be read: told again it is no better. */
  | { readonly ok: false; readonly reason: 'bad-signature' | 'unreadable' };

export interface RefundRequest {
  /** Our own refund's number: the provider's idempotency key and its note. */
  readonly id: number;
  readonly session: string;
  readonly charge: string;
  readonly amount: Minor;
  readonly currency: Currency;
}

export interface PaymentProvider {
  readonly choice: PaymentChoice;
  /** Least life of a hosted page, ms. */
  readonly leastLife: number;
  /** May this amount be paid here at all? */
  takes(amount: Minor, currency: Currency): boolean;
  open(shop: Shop, request: PayRequest): Promise<{ readonly session: string; readonly address: string }>;
  ask(shop: Shop, session: string): Promise<SessionState>;
  /** Closes a page that nobody should pay on any more; quiet when it is closed or paid already. */
  close(shop: Shop, session: string): Promise<void>;
  /** Throws `RefundRefused` when it will never be done, anything else when it may be tried again. */
  refund(shop: Shop, request: RefundRequest): Promise<RefundState>;
  /** Judges the signature over the raw bytes, then reads them. */
  hear(shop: Shop, raw: string, signature: string): HeardWord;
  /** Everything since a moment, for reconciliation. */
  list(shop: Shop, since: number): AsyncIterable<SessionState | RefundState>;
}

export class RefundRefused extends Error {
  override name = 'RefundRefused';
}
