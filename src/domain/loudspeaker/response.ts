/** What the box responses have in common: a level in dB over frequency, and the frequency where it has fallen by 3 dB. */

/** Half power, -3.0103 dB. */
export const HALF_POWER = -10 * Math.log10(2);

/** Level in dB relative to the passband at `hertz`. */
export type Response = (hertz: number) => number;

/** `count` frequencies from `low` to `high`, evenly spaced by ratio, both ends included. */
export function logSpaced(low: number, high: number, count: number): number[] {
  const step = Math.log(high / low) / (count - 1);
  return Array.from({ length: count }, (_, i) => low * Math.exp(step * i));
}

/**
 * The highest frequency at which a high-pass response crosses `level`, Hz: F3 unless told otherwise.
 * Walks down from `high` in steps of a twenty-fourth of an octave, then halves the interval.
 */
export function cutoff(response: Response, high: number, level = HALF_POWER, low = 0.5): number | undefined {
  const step = 2 ** (1 / 24);
  for (let above = high; above > low; above /= step) {
    if (response(above / step) > level || response(above) < level) continue;
    let [under, over] = [above / step, above];
    for (let i = 0; i < 60; i++) {
      const middle = Math.sqrt(under * over);
      if (response(middle) < level) under = middle;
      else over = middle;
    }
    return over;
  }
  return undefined;
}

/** The highest level of a response between two frequencies, dB: how much a box booms. */
export function peak(response: Response, low: number, high: number): number {
  return Math.max(...logSpaced(low, high, 240).map(response));
}
