/**
 * Numbers in SI base units as people read them: 4.7e-6 F is "4.7 µF", 0.0214 m3 is "21.4 l", 0.147 m is "147 mm".
 * One measure for a whole row or range, so that its numbers can be compared at a glance.
 */

export interface Measure {
  /** "µF" */
  readonly symbol: string;
  /** One of it in SI base units: 1e-6. */
  readonly factor: number;
}

/** Units that take prefixes, with the prefixes the trade uses for them, rising. */
const PREFIXED: Readonly<Record<string, readonly string[]>> = {
  F: ['p', 'n', 'µ', 'm', ''],
  H: ['n', 'µ', 'm', ''],
  Ω: ['m', '', 'k', 'M', 'G'],
  Hz: ['', 'k', 'M', 'G'],
  V: ['µ', 'm', '', 'k'],
  A: ['n', 'µ', 'm', '', 'k'],
  W: ['µ', 'm', '', 'k'],
  s: ['n', 'µ', 'm', ''],
};
const FACTORS: Readonly<Record<string, number>> = {
  p: 1e-12,
  n: 1e-9,
  µ: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
};

/** Units the trade reads in another size, whatever the number. */
const USUAL: Readonly<Record<string, Measure>> = {
  m: { symbol: 'mm', factor: 1e-3 },
  m2: { symbol: 'cm²', factor: 1e-4 },
  m3: { symbol: 'l', factor: 1e-3 },
  kg: { symbol: 'g', factor: 1e-3 },
  'm/N': { symbol: 'mm/N', factor: 1e-3 },
};

/** Where those, too, depend on the number: a cable's length in metres, a wire's cross-section in mm². */
const OTHER_SIZE: Readonly<Record<string, (size: number) => Measure | undefined>> = {
  m: (size) => (size >= 10 ? { symbol: 'm', factor: 1 } : undefined),
  m2: (size) => (size < 1e-5 ? { symbol: 'mm²', factor: 1e-6 } : undefined),
};

/** The measure in which a number of this size is best read; `unit` as in `Attribute.unit`. */
export function measureFor(size: number, unit: string): Measure {
  const usual = USUAL[unit];
  if (usual) return OTHER_SIZE[unit]?.(Math.abs(size)) ?? usual;
  const prefixes = PREFIXED[unit];
  if (!prefixes || size === 0) return { symbol: unit, factor: 1 };
  const fitting = prefixes.findLast((prefix) => Math.abs(size) >= FACTORS[prefix]! * 0.9995) ?? prefixes[0]!;
  return { symbol: fitting + unit, factor: FACTORS[fitting]! };
}

/** The bare number in a measure, at most four significant digits: "4.7". */
export function numberIn(value: number, { factor }: Measure): string {
  const scaled = value / factor;
  const rounded = Math.abs(scaled) >= 1000 ? Math.round(scaled) : Number(scaled.toPrecision(4));
  // Nobody reads "1.8e-8".
  if (rounded !== 0 && Math.abs(rounded) < 1e-6) return rounded.toFixed(15).replace(/0+$/, '');
  return String(rounded === 0 ? 0 : rounded);
}

/** Made once: a formatter with options costs more to make than a page full of numbers to write. */
const digits = new Intl.NumberFormat('en-US', { maximumFractionDigits: 12 });

/** "4.7 µF"; a bare number without a unit, "%" and inches close up. */
export function showQuantity(value: number, unit: string, measure = measureFor(value, unit)): string {
  const number = digits.format(Number(numberIn(value, measure)));
  return measure.symbol === '' ? number : `${number}\u00a0${measure.symbol}`;
}
