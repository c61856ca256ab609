/** Ready crossovers: part values computed for 8 Ω (or 4 Ω) Butterworth and Linkwitz-Riley filters. */
import type { ImportProduct } from '../../import/import-product.ts';
import { measure, ratio, significant, word } from '../measures.ts';
import { product } from '../part.ts';

type Row = readonly [
  number: string,
  ways: 2 | 3,
  ohms: 4 | 8,
  low: number,
  high: number,
  watts: number,
  price: number,
];

const rows: readonly Row[] = [
  ['CX2-8-1800', 2, 8, 1800, 0, 100, 42],
  ['CX2-8-2500', 2, 8, 2500, 0, 100, 38],
  ['CX2-8-3200', 2, 8, 3200, 0, 80, 34.5],
  ['CX2-4-2500', 2, 4, 2500, 0, 100, 41],
  ['CX2-4-3200', 2, 4, 3200, 0, 80, 37],
  ['CX3-8-300-3000', 3, 8, 300, 3000, 150, 96],
  ['CX3-8-500-3500', 3, 8, 500, 3500, 150, 88],
  ['CX3-4-300-3000', 3, 4, 300, 3000, 150, 99],
];

/** Second-order Linkwitz-Riley into a resistive load: C = 1/(4 pi f R), L = R/(pi f). */
export function linkwitzRiley2(
  ohms: number,
  hertz: number,
): { readonly farad: number; readonly henry: number } {
  return { farad: 1 / (4 * Math.PI * hertz * ohms), henry: ohms / (Math.PI * hertz) };
}

function crossover([number, ways, ohms, low, high, watts, price]: Row): ImportProduct {
  const points = ways === 2 ? `${low} Hz` : `${low} and ${high} Hz`;
  const { farad, henry } = linkwitzRiley2(ohms, ways === 2 ? low : high);
  const width = ways === 2 ? 120 : 180;
  return product({
    title: `${ways === 2 ? 'Two' : 'Three'}-way crossover, ${points}, ${ohms} Ω`,
    maker: 'Cone & Coil',
    number,
    category: ['Crossover', 'Ready crossovers'],
    summary: `Linkwitz-Riley, 12 dB per octave at ${points}; drivers meet 6 dB down and in phase once one of them is turned over.`,
    story: [
      `Computed for drivers that are ${ohms} Ω at the crossover. With polypropylene to the tweeter (${significant(farad * 1e6, 2)} µF), air-core coils (${significant(henry * 1e3, 2)} mH) and room for a pad of resistors.`,
      'A ready crossover is a beginning. Real drivers have inductance and a response of their own; measure, then change the values.',
    ],
    attributes: [
      measure('crossover-frequency', 'Crossover frequency', ways === 2 ? low : high, 'Hz'),
      ratio('ways', 'Ways', ways),
      measure('nominal-impedance', 'Impedance', ohms, 'Ω'),
      measure('power', 'Power', watts, 'W'),
      ...(ways === 3 ? [measure('lower-crossover-frequency', 'Lower crossover frequency', low, 'Hz')] : []),
      word('slope', 'Slope', '12 dB per octave, Linkwitz-Riley'),
      measure('width', 'Width', width, 'mm'),
      measure('depth', 'Depth', 90, 'mm'),
    ],
    drawing: {
      kind: 'module',
      size: { width, height: 90, coils: ways === 2 ? 2 : 4, cans: ways === 2 ? 2 : 5, holes: 4 },
    },
    price,
    breaks: [[2, 0.95]],
    shelf: 14,
    weight: ways === 2 ? 420 : 980,
    tags: ['crossover', `${ways}-way`],
  });
}

export function crossoverProducts(): ImportProduct[] {
  return rows.map(crossover);
}
