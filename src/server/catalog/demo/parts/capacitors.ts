/** Capacitors in values of the E series; bodies sized by what film and electrolyte of that value need. */
import type { ImportProduct } from '../../import/import-product.ts';
import { measure, word } from '../measures.ts';
import { product } from '../part.ts';

interface Line {
  readonly maker: string;
  readonly stem: string;
  /** "Polypropylene film capacitor" */
  readonly name: string;
  readonly dielectric: string;
  readonly category: string;
  readonly volts: number;
  readonly tolerance: number;
  readonly values: readonly number[];
  /** cm³ per µF, and least cm³. */
  readonly bulk: number;
  readonly least: number;
  /** Length over diameter. */
  readonly slim: number;
  readonly price: (microfarad: number) => number;
  readonly story: string;
  readonly kind: 'film-capacitor' | 'electrolytic-capacitor';
}

const E6 = [1, 1.5, 2.2, 3.3, 4.7, 6.8];
const decades = (...factors: number[]) =>
  factors.flatMap((f) => E6.map((v) => Number((v * f).toPrecision(3))));

const lines: readonly Line[] = [
  {
    maker: 'Ostler',
    stem: 'MKP',
    name: 'Polypropylene capacitor',
    dielectric: 'metallised polypropylene',
    category: 'Film capacitors',
    volts: 250,
    tolerance: 5,
    values: [
      0.1,
      0.22,
      0.33,
      0.47,
      0.68,
      ...decades(1),
      5.6,
      8.2,
      10,
      12,
      15,
      18,
      22,
      27,
      33,
      39,
      47,
      68,
      100,
    ],
    bulk: 1.7,
    least: 1.1,
    slim: 1.8,
    price: (c) => 1.1 + 0.62 * c ** 0.92,
    story:
      'The working capacitor of most crossovers: low loss, no polarity, stable over temperature. In series with a tweeter it should be this or better.',
    kind: 'film-capacitor',
  },
  {
    maker: 'Ostler',
    stem: 'MKP-S',
    name: 'Selected polypropylene capacitor',
    dielectric: 'metallised polypropylene, two sections in series',
    category: 'Film capacitors',
    volts: 630,
    tolerance: 2,
    values: [0.1, 0.22, 0.47, 1, 1.5, 2.2, 3.3, 4.7, 5.6, 6.8, 8.2, 10, 12, 15],
    bulk: 5.4,
    least: 3,
    slim: 1.9,
    price: (c) => 4.2 + 2.7 * c ** 0.95,
    story:
      'Two windings in series in one body, sorted to 2 %. Twice the price of the plain one mostly buys the tolerance: left and right speaker come out alike.',
    kind: 'film-capacitor',
  },
  {
    maker: 'Brackenfell',
    stem: 'MKT',
    name: 'Polyester capacitor',
    dielectric: 'metallised polyester',
    category: 'Film capacitors',
    volts: 100,
    tolerance: 10,
    values: [1, 2.2, 3.3, 4.7, 6.8, 10, 15, 22],
    bulk: 0.55,
    least: 0.8,
    slim: 1.9,
    price: (c) => 0.48 + 0.2 * c ** 0.9,
    story:
      'Small and cheap for its value. Loss is ten times that of polypropylene and still a fraction of an electrolytic: fine across a woofer.',
    kind: 'film-capacitor',
  },
  {
    maker: 'Brackenfell',
    stem: 'NPE',
    name: 'Bipolar electrolytic capacitor',
    dielectric: 'bipolar aluminium electrolyte, rough foil',
    category: 'Electrolytic capacitors',
    volts: 100,
    tolerance: 10,
    values: [2.2, 3.3, 4.7, 6.8, 8.2, 10, 15, 22, 33, 47, 68, 100, 150, 220, 330],
    bulk: 0.1,
    least: 0.9,
    slim: 2,
    price: (c) => 0.36 + 0.055 * c ** 0.85,
    story:
      'For large values in parallel paths, where film would be the size of a bottle. Its loss belongs in the calculation: about 0.1 Ω at the values used with woofers.',
    kind: 'electrolytic-capacitor',
  },
];

/** First order into 8 Ω: f = 1 / (2 pi R C). Below a microfarad a capacitor is not used alone. */
function use(value: number): string {
  if (value < 1) return 'A value for trimming: in parallel with a larger one, or in a notch filter.';
  return `Alone in series with an 8 Ω driver it gives 6 dB per octave below ${Math.round(1e6 / (2 * Math.PI * 8 * value))} Hz.`;
}

function capacitor(line: Line, value: number): ImportProduct {
  const bulk = Math.max(line.least, line.bulk * value);
  const diameter = Math.round(10 * Math.cbrt((4 * bulk) / (Math.PI * line.slim)));
  const length = Math.round(diameter * line.slim);
  const code = value < 1 ? `0u${String(value).slice(2)}` : String(value).replace('.', 'u');
  return product({
    title: `${line.name}, ${value} µF ${line.volts} V`,
    maker: line.maker,
    number: `${line.stem}-${code}-${line.volts}`,
    category: ['Crossover', line.category],
    summary: `${value} µF ± ${line.tolerance} %, ${diameter} × ${length} mm, axial leads of 40 mm.`,
    story: [line.story, use(value)],
    attributes: [
      measure('capacitance', 'Capacitance', value, 'µF'),
      measure('voltage', 'Voltage, direct', line.volts, 'V'),
      measure('tolerance', 'Tolerance', line.tolerance, '%', '±'),
      measure('diameter', 'Diameter', diameter, 'mm'),
      measure('length', 'Length', length, 'mm'),
      word('dielectric', 'Dielectric', line.dielectric),
    ],
    drawing: { kind: line.kind, size: { diameter, length, lead: 40 } },
    price: line.price(value),
    breaks: [
      [10, 0.9],
      [50, 0.8],
      [100, 0.72],
    ],
    shelf: value > 40 ? 30 : 160,
    weight: bulk * 1.2 + 1,
    tags: ['capacitor', line.dielectric.split(',')[0]!],
  });
}

export function capacitorProducts(): ImportProduct[] {
  return lines.flatMap((line) => line.values.map((value) => capacitor(line, value)));
}
