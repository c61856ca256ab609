/** Numbers as a shopper sees their spread: the span and a few bars, on a log scale where the span asks for it. */

export interface Spread {
  readonly least: number;
  readonly most: number;
  readonly scale: 'linear' | 'log';
  readonly bars: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  /** All values with their counts, when they are few. */
  readonly values: readonly { readonly value: number; readonly count: number }[];
}

const BARS = 20;
const FEW = 12;
const LOG_FROM = 50;

/** Told of a value, how many products have it, and the largest upper end of spans (-Infinity: there are no spans). */
export type Each = (value: number, count: number, upper?: number) => void;

/**
 * The spread of what `visit` tells; it is called twice. A span is counted where it begins.
 * Numbers kept in 32 bits are told as the decimals they stand for. Undefined when there is nothing.
 */
export function spreadOf(visit: (each: Each) => void, kept: 'float' | 'whole' = 'float'): Spread | undefined {
  let least = Infinity;
  let most = -Infinity;
  let hasSpans = false;
  const few = new Map<number, number>();
  visit((value, count, upper = -Infinity) => {
    if (value < least) least = value;
    if (value > most) most = value;
    if (upper > most) most = upper;
    if (upper > -Infinity) hasSpans = true;
    if (few.size <= FEW) few.set(value, (few.get(value) ?? 0) + count);
  });
  if (least > most) return undefined;
  const told = kept === 'float' ? decimalOf : (value: number) => value;
  const scale = least > 0 && most / least >= LOG_FROM ? 'log' : 'linear';
  const edges = edgesOf(told(least), told(most), scale, kept === 'whole');
  const bars = new Array<number>(edges.length - 1).fill(0);
  visit((value, count) => (bars[barOf(edges, value)]! += count));
  const values = few.size <= FEW && !hasSpans ? [...few].sort(([a], [b]) => a - b) : [];
  return {
    least: told(least),
    most: told(most),
    scale,
    bars: bars.map((count, i) => ({ from: edges[i]!, to: edges[i + 1]!, count })),
    values: values.map(([value, count]) => ({ value: told(value), count })),
  };
}

/** The shortest decimal that a 32-bit float reads back as itself. */
function decimalOf(kept: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(kept.toPrecision(digits));
    if (Math.fround(short) === kept) return short;
  }
  return Number(kept.toPrecision(9));
}

/** Rising edges from `least` to `most`, the inner ones rounded where that keeps them apart. */
function edgesOf(least: number, most: number, scale: 'linear' | 'log', isWhole: boolean): number[] {
  if (least === most) return [least, most];
  const at = (i: number) =>
    scale === 'log' ? least * (most / least) ** (i / BARS) : least + ((most - least) * i) / BARS;
  const exact = Array.from({ length: BARS + 1 }, (_, i) => (i === 0 ? least : i === BARS ? most : at(i)));
  const rounded = exact.map((edge, i) => {
    if (i === 0 || i === BARS) return edge;
    return isWhole ? Math.round(edge) : Number(edge.toPrecision(4));
  });
  return rounded.every((edge, i) => i === 0 || edge > rounded[i - 1]!) ? rounded : distinct(exact);
}

function distinct(edges: readonly number[]): number[] {
  return edges.filter((edge, i) => i === 0 || edge > edges[i - 1]!);
}

/** The bar whose `from` is the last at or below the value. */
function barOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
