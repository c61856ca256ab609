/**
 * When to try again: full jitter (Brooker, "Exponential Backoff And Jitter") under a cap that doubles from 1 s to
 * 60 s online, 5 min otherwise. The device's clock may be wrong or jump: a time too far ahead counts as come.
 */
import type { Random } from '#domain/time/clock.ts';

export const FIRST_DELAY = 1_000;
export const ONLINE_CAP = 60_000;
export const OFFLINE_CAP = 300_000;
/** A Retry-After beyond this is not believed: it may be a portal's. */
export const LONGEST_RETRY_AFTER = 900_000;
/** A `sending` older than this is anybody's. Requests end before it. */
export const LEASE = 30_000;
export const REQUEST_LIMIT = 20_000;

/** The largest delay after `attempts` tries (1 or more). */
export function delayCap(attempts: number, isOnline: boolean): number {
  const cap = isOnline ? ONLINE_CAP : OFFLINE_CAP;
  return Math.min(cap, FIRST_DELAY * 2 ** Math.min(30, Math.max(0, attempts - 1)));
}

/** Milliseconds until the next try: anywhere from 0 to the cap. */
export function nextDelay(attempts: number, isOnline: boolean, random: Random): number {
  return Math.floor(fraction(random) * (delayCap(attempts, isOnline) + 1));
}

/** Whether a time noted on this clock has come, or lies further ahead than `farthest` ever sets it. */
export function hasCome(time: number, now: number, farthest: number): boolean {
  return time <= now || time - now > farthest;
}

/** Uniform in [0, 1). */
function fraction(random: Random): number {
  const [a = 0, b = 0, c = 0, d = 0] = random.bytes(4);
  return (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) / 2 ** 32;
}
