/** Numbers as a shopper sees their spread: the span and a few bars, on a log scale where the span asks for it. */

export interface Spread {
  readonly least: number;
  readonly most: number;
  readonly scale: 'linear' | 'log';
  /**
   * Rising edges of the bars, one more than there are bars: from (included), to (excluded, but for the last).
   * There are never more bars than values: two prices are two bars.
   */
  readonly edges: readonly number[];
  /** Products in each bar. */
  readonly counts: readonly number[];
  /** All values with their counts, when they are few. */
  readonly values: readonly { readonly value: number; readonly count: number }[];
}

const MOST_BARS = 20;
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
  const isFew = few.size <= FEW && !hasSpans;
  const edges = edgesOf(told(least), told(most), isFew ? few.size : MOST_BARS, scale, kept === 'whole');
  const counts = new Array<number>(edges.length - 1).fill(0);
  visit((value, count) => (counts[barOf(edges, value)]! += count));
  const values = isFew ? [...few].sort(([a], [b]) => a - b) : [];
  return {
    least: told(least),
    most: told(most),
    scale,
    edges,
    counts,
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

/** Rising edges of `bars` bars from `least` to `most`, the inner ones rounded where that keeps them apart. */
function edgesOf(
  least: number,
  most: number,
  bars: number,
  scale: 'linear' | 'log',
  isWhole: boolean,
): number[] {
  if (least === most) return [least, most];
  const at = (i: number) =>
    scale === 'log' ? least * (most / least) ** (i / bars) : least + ((most - least) * i) / bars;
  const exact = Array.from({ length: bars + 1 }, (_, i) => (i === 0 ? least : i === bars ? most : at(i)));
  const rounded = exact.map((edge, i) => {
    if (i === 0 || i === bars) return edge;
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
