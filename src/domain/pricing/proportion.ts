/** Exact shares of whole amounts: products beyond 2^53 are taken as big integers, so no cent depends on a float. */
import { divideHalfAway, type Minor } from '#domain/money/money.ts';

/** amount x part / whole, rounded half away from zero, once. */
export function share(amount: Minor, part: number, whole: number): Minor {
  const product = amount * part;
  if (Number.isSafeInteger(product)) return divideHalfAway(product, whole);
  const big = BigInt(amount) * BigInt(part);
  const divisor = BigInt(whole);
  const half = big < 0n ? -divisor : divisor;
  return Number((2n * big + half) / (2n * divisor));
}

/**
 * Splits an amount >= 0 by weights >= 0 so that the parts sum to it exactly: largest remainders first, ties to the earlier.
 * All weights zero: everything goes to the first.
 */
export function split(amount: Minor, weights: readonly number[]): Minor[] {
  if (weights.length === 1) return [amount];
  if (amount === 0) return weights.map(() => 0);
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (sum === 0n) return weights.map((_, i) => (i === 0 ? amount : 0));
  const whole = BigInt(amount);
  const remainders: { rest: bigint; at: number }[] = [];
  const parts = weights.map((weight, at) => {
    const product = whole * BigInt(weight);
    remainders.push({ rest: product % sum, at });
    return Number(product / sum);
  });
  let left = amount - parts.reduce((a, b) => a + b, 0);
  remainders.sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1));
  for (const { at } of remainders) {
    if (left === 0) break;
    parts[at] = (parts[at] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}
