/**
 * What may happen to an intent, as pure steps. Only three things end one: the server's number for this very id, a
 * problem of a known type, the shopper's own cancel confirmed by the server (or by this device, if it was never sent).
 * A step that does not apply gives the intent back unchanged: every step may be repeated, late or doubled.
 */
import type { Random } from '#domain/time/clock.ts';
import { hasCome, LEASE, LONGEST_RETRY_AFTER, nextDelay, OFFLINE_CAP } from './retry-schedule.ts';
import { isOpen, isOurs, type Attention, type Placement, type WaitingIntent } from './waiting-intent.ts';

/**
 * Whether a sender may take it now. `isUrgent` (page opened, network back, shopper asked) skips the backoff, never a
 * Retry-After. `isAlone`: the asker holds the device's one lock, so whoever was sending it is dead.
 */
export function isDue(intent: WaitingIntent, now: number, isUrgent: boolean, isAlone = false): boolean {
  if (!isOpen(intent)) return false;
  if (intent.state === 'sending' && !isAlone && !hasCome(intent.leaseUntil, now, LEASE)) return false;
  if (!hasCome(intent.notBefore, now, LONGEST_RETRY_AFTER)) return false;
  // A lease that ran out belonged to a sender that died: nothing to wait for.
  return isUrgent || intent.state === 'sending' || hasCome(intent.nextAt, now, OFFLINE_CAP);
}

/** Taken by a sender: from here on it counts as sent, because the next instant it may be. */
export function takeLease(intent: WaitingIntent, now: number): WaitingIntent {
  if (!isOpen(intent)) return intent;
  // An expired lease is a request whose answer nobody heard.
  const isUncertain = intent.isUncertain || intent.state === 'sending';
  return {
    ...intent,
    state: 'sending',
    wasSent: true,
    isUncertain,
    attempts: intent.attempts + 1,
    leaseUntil: now + LEASE,
  };
}

export interface NoAnswer {
  /** The server itself said "not now" in a problem of a known type: this request did nothing. */
  readonly isRefusal: boolean;
  /** Milliseconds, from Retry-After. */
  readonly retryAfter?: number;
  readonly isOnline: boolean;
}

/** No word that ends it: kept, with the same id. */
export function keepWaiting(
  intent: WaitingIntent,
  answer: NoAnswer,
  now: number,
  random: Random,
): WaitingIntent {
  if (!isOpen(intent)) return intent;
  const isUncertain = intent.isUncertain || !answer.isRefusal;
  return {
    ...intent,
    state: isUncertain ? 'unknown' : 'queued',
    isUncertain,
    leaseUntil: 0,
    nextAt: now + nextDelay(intent.attempts, answer.isOnline, random),
    notBefore: answer.retryAfter ? now + Math.min(answer.retryAfter, LONGEST_RETRY_AFTER) : 0,
  };
}

/** The shop could not be reached: nothing left the device. `isOnline` is the system's hint, and only spaces the tries. */
export function postpone(
  intent: WaitingIntent,
  isOnline: boolean,
  now: number,
  random: Random,
): WaitingIntent {
  if (!isOpen(intent)) return intent;
  // A lease found expired was a request whose answer nobody heard.
  const wasSending = intent.state === 'sending';
  return {
    ...intent,
    state: wasSending ? 'unknown' : intent.state,
    isUncertain: intent.isUncertain || wasSending,
    attempts: intent.attempts + 1,
    nextAt: now + nextDelay(intent.attempts + 1, isOnline, random),
  };
}

/** The server gave its number. Ends it even after a cancel was wished: the order exists. */
export function place(intent: WaitingIntent, placement: Placement): WaitingIntent {
  if (!isOpen(intent)) return intent;
  return { ...intent, state: 'placed', placement, leaseUntil: 0 };
}

/** The server will not place it as it stands. With a cancel wished for, that is as good as cancelled. */
export function needAttention(intent: WaitingIntent, attention: Attention): WaitingIntent {
  if (!isOpen(intent)) return intent;
  if (intent.wish === 'cancel') return confirmCancel(intent);
  return { ...intent, state: 'attention', attention, leaseUntil: 0 };
}

/** The shopper cancels: at once if nothing was ever sent, otherwise when the server has confirmed. */
export function wishCancel(intent: WaitingIntent, now: number): WaitingIntent {
  if (!isOpen(intent)) return intent;
  if (isOurs(intent)) return { ...intent, wish: 'cancel', state: 'cancelled' };
  return { ...intent, wish: 'cancel', nextAt: now };
}

/** The server says that this id is cancelled and will never become an order. */
export function confirmCancel(intent: WaitingIntent): WaitingIntent {
  if (!isOpen(intent)) return intent;
  return { ...intent, state: 'cancelled', leaseUntil: 0 };
}
