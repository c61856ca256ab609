/**
 * Growing old: only an intent that was never sent may. After 7 days it waits for the shopper's word, after 30 its
 * contact is wiped and its lines return. A clock that leaps ahead by years asks first and wipes nothing for 23 days.
 */
import { isOurs, type WaitingIntent } from './waiting-intent.ts';

const DAY = 86_400_000;
export const ASK_AFTER = 7 * DAY;
export const WIPE_AFTER = 30 * DAY;

/** fresh: may be sent; ask: wait for the shopper's word; wipe: end it. */
export type Age = 'fresh' | 'ask' | 'wipe';

export function ageOf(intent: WaitingIntent, now: number): Age {
  if (!isOurs(intent)) return 'fresh';
  const since = Math.max(intent.createdAt, intent.confirmedAt ?? 0);
  if (now - since < ASK_AFTER) return 'fresh';
  const isLongAsked = intent.askedAt !== undefined && now - intent.askedAt >= WIPE_AFTER - ASK_AFTER;
  return isLongAsked && now - since >= WIPE_AFTER ? 'wipe' : 'ask';
}

/** The question was put to the shopper; the first time counts. */
export function askWhetherStillWanted(intent: WaitingIntent, now: number): WaitingIntent {
  return ageOf(intent, now) === 'fresh' || intent.askedAt !== undefined
    ? intent
    : { ...intent, askedAt: now };
}

/** "Send it": fresh again. */
export function confirmStillWanted(intent: WaitingIntent, now: number): WaitingIntent {
  if (!isOurs(intent)) return intent;
  const { askedAt: _asked, ...rest } = intent;
  return { ...rest, confirmedAt: now, nextAt: now };
}

/** Thirty days unsent: contact goes, lines return to the cart. */
export function expire(intent: WaitingIntent, now: number): WaitingIntent {
  if (ageOf(intent, now) !== 'wipe') return intent;
  return { ...intent, state: 'attention', attention: { reason: 'expired' } };
}
