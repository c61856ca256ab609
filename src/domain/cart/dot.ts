/** Dots: 64 random bits, written as 11 characters of base64url. Made by a device once, never reused. */
import type { Random } from '#domain/time/clock.ts';
import { fromBase64url, toBase64url } from './base64url.ts';

export type Dot = string;

/** A fresh dot; its bits come from the random port alone, never from a clock or a counter. */
export function newDot(random: Random): Dot {
  return toBase64url(random.bytes(8));
}

/** Exactly 64 bits in their one canonical spelling. */
export function isDot(text: unknown): text is Dot {
  return typeof text === 'string' && /^[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]$/.test(text);
}

export function dotToBytes(dot: Dot): Uint8Array {
  const bytes = fromBase64url(dot);
  if (bytes?.length !== 8) throw new RangeError(`"${dot}" is no dot`);
  return bytes;
}
