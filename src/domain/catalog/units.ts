/**
 * Unit symbols as parts are labelled with them, each led to its SI base unit: "µF" -> F x 1e-6, "l" -> m3 x 1e-3.
 * Case is kept: mΩ and MΩ differ. Ratios the trade counts in keep their own symbol (dB, %, ppm, °C, AWG).
 */

export interface Unit {
  /** SI symbol of the result: "F", "m3", "°C", "V/s". */
  readonly unit: string;
  /** Multiply by this. */
  readonly factor: number;
  /** Then add this (Fahrenheit). */
  readonly offset?: number;
}

const PREFIXES: Readonly<Record<string, number>> = {
  f: 1e-15,
  p: 1e-12,
  n: 1e-9,
  µ: 1e-6,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
};

/** Symbols that take any prefix of the list above. */
const PREFIXED: Readonly<Record<string, string>> = {
  F: 'F',
  H: 'H',
  Hz: 'Hz',
  Ω: 'Ω',
  ohm: 'Ω',
  ohms: 'Ω',
  Ohm: 'Ω',
  Ohms: 'Ω',
  V: 'V',
  A: 'A',
  W: 'W',
  VA: 'VA',
  S: 'S',
  T: 'T',
  N: 'N',
  Pa: 'Pa',
  J: 'J',
  cd: 'cd',
  lm: 'lm',
  lx: 'lx',
  s: 's',
  m: 'm',
  Wh: 'Wh',
  Ah: 'Ah',
  Vrms: 'V',
  Vpp: 'V',
  'Vp-p': 'V',
  VDC: 'V',
  VAC: 'V',
  Wrms: 'W',
  bps: 'bit/s',
  'bit/s': 'bit/s',
  'b/s': 'bit/s',
  B: 'B',
  Byte: 'B',
  Bit: 'bit',
  Bits: 'bit',
  bit: 'bit',
  bits: 'bit',
  Sps: '1/s',
};

const EXACT: Readonly<Record<string, readonly [unit: string, factor: number]>> = {
  '%': ['%', 1],
  ppm: ['ppm', 1],
  ppb: ['ppm', 1e-3],
  dB: ['dB', 1],
  'dB(A)': ['dB(A)', 1],
  dBA: ['dB(A)', 1],
  dBm: ['dBm', 1],
  dBi: ['dBi', 1],
  dBV: ['dBV', 1],
  dBu: ['dBu', 1],
  '°': ['°', 1],
  deg: ['°', 1],
  '°C': ['°C', 1],
  K: ['K', 1],
  AWG: ['AWG', 1],
  rpm: ['rpm', 1],
  RPM: ['rpm', 1],
  mm: ['m', 1e-3],
  cm: ['m', 1e-2],
  dm: ['m', 1e-1],
  mm2: ['m2', 1e-6],
  cm2: ['m2', 1e-4],
  m2: ['m2', 1],
  mm3: ['m3', 1e-9],
  cm3: ['m3', 1e-6],
  cc: ['m3', 1e-6],
  m3: ['m3', 1],
  ml: ['m3', 1e-6],
  mL: ['m3', 1e-6],
  cl: ['m3', 1e-5],
  dl: ['m3', 1e-4],
  l: ['m3', 1e-3],
  L: ['m3', 1e-3],
  ltr: ['m3', 1e-3],
  g: ['kg', 1e-3],
  kg: ['kg', 1],
  mg: ['kg', 1e-6],
  gf: ['N', 9.80665e-3],
  kgf: ['N', 9.80665],
  bar: ['Pa', 1e5],
  psi: ['Pa', 6894.757293168],
  min: ['s', 60],
  h: ['s', 3600],
  hr: ['s', 3600],
  hrs: ['s', 3600],
  hours: ['s', 3600],
  in: ['m', 0.0254],
  'in.': ['m', 0.0254],
  inch: ['m', 0.0254],
  inches: ['m', 0.0254],
  '"': ['m', 0.0254],
  ft: ['m', 0.3048],
  'ft.': ['m', 0.3048],
  feet: ['m', 0.3048],
  mil: ['m', 2.54e-5],
  mils: ['m', 2.54e-5],
  in2: ['m2', 6.4516e-4],
  in3: ['m3', 1.6387064e-5],
  ft3: ['m3', 0.028316846592],
  'cu ft': ['m3', 0.028316846592],
  lb: ['kg', 0.45359237],
  lbs: ['kg', 0.45359237],
  oz: ['kg', 0.028349523125],
  'T·m': ['T·m', 1],
  Tm: ['T·m', 1],
  'N/A': ['T·m', 1],
  'mm/N': ['m/N', 1e-3],
  'µm/N': ['m/N', 1e-6],
  'kg/s': ['kg/s', 1],
  'N·s/m': ['kg/s', 1],
  'Ns/m': ['kg/s', 1],
  cycles: ['', 1],
  times: ['', 1],
  次: ['', 1],
  pcs: ['', 1],
  pieces: ['', 1],
};

const WORDS: Readonly<Record<string, string>> = {
  volt: 'V',
  volts: 'V',
  watt: 'W',
  watts: 'W',
  amp: 'A',
  amps: 'A',
  ampere: 'A',
  farad: 'F',
  henry: 'H',
  hertz: 'Hz',
  hz: 'Hz',
  khz: 'kHz',
  mhz: 'MHz',
  ghz: 'GHz',
  db: 'dB',
  litre: 'l',
  litres: 'l',
  liter: 'l',
  liters: 'l',
  meter: 'm',
  meters: 'm',
  metre: 'm',
  metres: 'm',
  kilogram: 'kg',
  kilograms: 'kg',
  gram: 'g',
  grams: 'g',
  seconds: 's',
  minutes: 'min',
  pounds: 'lb',
  ounces: 'oz',
  uf: 'µF',
  nf: 'nF',
  pf: 'pF',
  uh: 'µH',
  mh: 'mH',
  inch: 'in',
  cycles: 'cycles',
  times: 'times',
};

const SQUARED: readonly (readonly [RegExp, string])[] = [
  [/²/g, '2'],
  [/³/g, '3'],
  [/\^([23])/g, '$1'],
  [/[μ]/g, 'µ'],
  [/Ω/g, 'Ω'],
  [/℃/g, '°C'],
  [/℉/g, '°F'],
  [/º/g, '°'],
  [/″|”|''/g, '"'],
];

/** Spellings of the same sign made one. */
export function foldSigns(text: string): string {
  return SQUARED.reduce((folded, [from, to]) => folded.replace(from, to), text);
}

/** The unit a symbol stands for, or undefined: an unknown symbol is never guessed at. */
export function unitOf(symbol: string): Unit | undefined {
  const text = foldSigns(symbol.trim());
  return text === '' ? undefined : (simpleUnit(text) ?? quotient(text) ?? worded(text));
}

function simpleUnit(text: string): Unit | undefined {
  if (text === '°F') return { unit: '°C', factor: 5 / 9, offset: -160 / 9 };
  const exact = Object.hasOwn(EXACT, text) ? EXACT[text] : undefined;
  if (exact) return { unit: exact[0], factor: exact[1] };
  if (Object.hasOwn(PREFIXED, text)) return { unit: PREFIXED[text]!, factor: 1 };
  const factor = PREFIXES[text[0]!];
  const rest = text.slice(1);
  if (factor === undefined || !Object.hasOwn(PREFIXED, rest)) return undefined;
  return { unit: PREFIXED[rest]!, factor };
}

function worded(text: string): Unit | undefined {
  const lower = text.toLowerCase();
  return Object.hasOwn(WORDS, lower) ? simpleUnit(WORDS[lower]!) : undefined;
}

/** "V/µs", "ppm/°C", "nV/√Hz". */
function quotient(text: string): Unit | undefined {
  const [over, under, more] = text.split('/');
  if (!over || !under || more !== undefined) return undefined;
  const a = simpleUnit(over);
  const isRoot = under.startsWith('√');
  const b = simpleUnit(isRoot ? under.slice(1) : under);
  if (!a || !b || a.offset || b.offset || a.unit === '' || b.unit === '') return undefined;
  if (isRoot && b.factor !== 1) return undefined;
  return { unit: `${a.unit}/${isRoot ? '√' : ''}${b.unit}`, factor: a.factor / b.factor };
}

/** The factor of a bare prefix ("4.7k"), where the unit is known from elsewhere. */
export function prefixFactor(letter: string): number | undefined {
  const folded = foldSigns(letter);
  return folded === 'f' || folded === 'T' ? undefined : PREFIXES[folded];
}
