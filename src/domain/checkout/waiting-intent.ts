/**
 * A checkout intent as the device keeps it from *Place order* to its end. The bytes to send lie sealed beside it;
 * here is only what may be read without a key: no name, no address, no note.
 */
import type { VariantId } from '#domain/catalog/product.ts';
import type { Micro, Minor } from '#domain/money/money.ts';

/** `draft` is a form on a page and is not stored. */
export type IntentState = 'queued' | 'sending' | 'unknown' | 'placed' | 'attention' | 'cancelled';

export type AttentionReason =
  /** The server named differences. */
  | 'changed'
  /** The server will not read it: a field is wrong. */
  | 'invalid'
  /** Its version is no longer read. */
  | 'upgrade'
  /** Its key belongs to another request, and no order of ours came of it. */
  | 'key-reuse'
  /** It is more than the shop takes in one request. */
  | 'too-large'
  /** The sealed bytes can no longer be opened: name and address must be given again. */
  | 'contact'
  /** It lay unsent for 30 days; name and address were wiped. */
  | 'expired';

export interface Placement {
  /** Like 7K2F-9QXD. */
  readonly number: string;
  /** "/orders/<secret>". */
  readonly link: string;
  readonly total: Minor;
  readonly currency: string;
  /** Server time. */
  readonly placedAt: number;
}

export interface Attention {
  readonly reason: AttentionReason;
  /** The problem document, where the server gave one: its differences and new quote. */
  readonly problem?: unknown;
}

export interface IntentLine {
  readonly variant: VariantId;
  readonly n: number;
  readonly unitPrice: Micro;
}

export interface WaitingIntent {
  readonly checkoutId: string;
  readonly state: IntentState;
  /** What the shopper wants of it now; a cancel counts once the server has confirmed it. */
  readonly wish: 'place' | 'cancel';
  /** Every cart dot it contains: hidden from the cart while it is open, tombstoned when placed. */
  readonly dots: readonly string[];
  readonly lines: readonly IntentLine[];
  readonly total: Minor;
  readonly currency: string;
  /** The device's clock. */
  readonly createdAt: number;
  /** A request may have left this device. Set before the first one does, never cleared. */
  readonly wasSent: boolean;
  /** Some request got no answer, so the order may exist. Never cleared before the end. */
  readonly isUncertain: boolean;
  readonly attempts: number;
  /** Device time of the next try. */
  readonly nextAt: number;
  /** Device time before which the server asked not to be tried (Retry-After). */
  readonly notBefore: number;
  /** While `sending`: when another sender may take it. */
  readonly leaseUntil: number;
  /** When the shopper was first asked about an old, unsent intent, and when they said "send it". */
  readonly askedAt?: number;
  readonly confirmedAt?: number;
  readonly placement?: Placement;
  readonly attention?: Attention;
  /** Placed, and its dots are tombstoned in this device's cart. */
  readonly isSpent?: boolean;
}

export type NewIntent = Pick<WaitingIntent, 'checkoutId' | 'dots' | 'lines' | 'total' | 'currency'>;

/** Saved by *Place order*, before any network. */
export function queueIntent(intent: NewIntent, now: number): WaitingIntent {
  const { checkoutId, dots, lines, total, currency } = intent;
  return {
    checkoutId,
    dots,
    lines,
    total,
    currency,
    state: 'queued',
    wish: 'place',
    createdAt: now,
    wasSent: false,
    isUncertain: false,
    attempts: 0,
    nextAt: now,
    notBefore: 0,
    leaseUntil: 0,
  };
}

/** Not at its end yet: its dots stay out of the cart and its sealed bytes are kept. */
export function isOpen(intent: Pick<WaitingIntent, 'state'>): boolean {
  return intent.state === 'queued' || intent.state === 'sending' || intent.state === 'unknown';
}

/** Whether it may be edited, cancelled or dropped on this device alone. */
export function isOurs(intent: WaitingIntent): boolean {
  return intent.state === 'queued' && !intent.wasSent;
}

/** The dots no cart may show: "in the order that is waiting", or placed and not yet tombstoned here. */
export function hiddenDots(intents: readonly WaitingIntent[]): Set<string> {
  const isHiding = (intent: WaitingIntent) =>
    isOpen(intent) || (intent.state === 'placed' && !intent.isSpent);
  return new Set(intents.filter(isHiding).flatMap((intent) => intent.dots));
}
