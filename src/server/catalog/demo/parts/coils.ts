/** Coils: turns, size and resistance computed from the wire, not written down. */
import { brooksCoil } from '#domain/loudspeaker/coil.ts';
import type { ImportProduct } from '../../import/import-product.ts';
import { measure, ratio, significant } from '../measures.ts';
import { product } from '../part.ts';

/** [wire diameter in mm, inductances in mH] */
const airCore: readonly (readonly [number, readonly number[]])[] = [
  [0.7, [0.1, 0.15, 0.22, 0.33, 0.47, 0.68, 1]],
  [1, [0.1, 0.15, 0.22, 0.27, 0.33, 0.39, 0.47, 0.56, 0.68, 0.82, 1, 1.2, 1.5, 2.2]],
  [1.4, [0.22, 0.33, 0.47, 0.68, 1, 1.5, 2.2, 3.3]],
];
const ironCore: readonly (readonly [number, readonly number[]])[] = [
  [1, [1.5, 2.2, 3.3, 4.7, 6.8]],
  [1.3, [2.2, 3.3, 4.7, 5.6, 6.8, 8.2, 10, 15]],
];

/** What a rod of transformer sheet in the bore multiplies the inductance by; its saturation in tesla. */
const ROD_GAIN = 5;
const ROD_SATURATION = 1.5;

const mm = (metres: number) => Math.round(metres * 1000);

function airCoil(wire: number, millihenry: number): ImportProduct {
  const coil = brooksCoil(millihenry / 1e3, wire / 1e3);
  const resistance = significant(coil.resistance, 2);
  const copper = coil.wire * (Math.PI / 4) * (wire / 1e3) ** 2 * 8960;
  return product({
    title: `Air-core coil, ${millihenry} mH, ${wire.toFixed(1)} mm wire`,
    maker: 'Fennick',
    number: `FA-${code(millihenry)}-${wire * 10}`,
    category: ['Crossover', 'Air-core coils'],
    summary: `${resistance} Ω of copper; ${mm(coil.outer)} mm across and ${mm(coil.side)} mm high.`,
    story: [
      `${coil.turns} turns of enamelled copper, baked hard, in the proportions that give the most inductance for the wire. Without iron nothing can saturate.`,
      'Keep coils a diameter apart and turn neighbours by 90°, or they will hear each other.',
    ],
    attributes: [
      measure('inductance', 'Inductance', millihenry, 'mH'),
      measure('dc-resistance', 'DC resistance', resistance, 'Ω'),
      measure('wire-diameter', 'Wire diameter', wire, 'mm'),
      measure('tolerance', 'Tolerance', 3, '%', '±'),
      measure('outer-diameter', 'Outer diameter', mm(coil.outer), 'mm'),
      measure('height', 'Height', mm(coil.side), 'mm'),
      ratio('turns', 'Turns', coil.turns),
    ],
    drawing: {
      kind: 'air-coil',
      size: { outer: mm(coil.outer), bore: mm(coil.bore), height: mm(coil.side), wire },
    },
    price: 1.6 + copper * 26,
    breaks: [
      [4, 0.93],
      [20, 0.85],
    ],
    shelf: 60,
    weight: copper * 1000 + 4,
    tags: ['coil', 'inductor'],
  });
}

function ironCoil(wire: number, millihenry: number): ImportProduct {
  const coil = brooksCoil(millihenry / ROD_GAIN / 1e3, wire / 1e3);
  const resistance = significant(coil.resistance, 2);
  const rod = (Math.PI / 4) * (coil.bore * 0.9) ** 2;
  const ampere = significant((coil.turns * ROD_SATURATION * rod) / (millihenry / 1e3), 2);
  const copper = coil.wire * (Math.PI / 4) * (wire / 1e3) ** 2 * 8960;
  const length = mm(coil.side) + 24;
  return product({
    title: `Iron-core coil, ${millihenry} mH, ${wire.toFixed(1)} mm wire`,
    maker: 'Fennick',
    number: `FI-${code(millihenry)}-${wire * 10}`,
    category: ['Crossover', 'Iron-core coils'],
    summary: `${resistance} Ω; the core holds its inductance up to ${ampere} A.`,
    story: [
      `${coil.turns} turns on a rod of laminated transformer sheet. The iron saves four fifths of the wire, so the coil loses little level in series with a woofer.`,
      `Above ${ampere} A the iron saturates and the inductance falls: into 8 Ω that is ${Math.round((ampere / Math.SQRT2) ** 2 * 8)} W.`,
    ],
    attributes: [
      measure('inductance', 'Inductance', millihenry, 'mH'),
      measure('dc-resistance', 'DC resistance', resistance, 'Ω'),
      measure('wire-diameter', 'Wire diameter', wire, 'mm'),
      measure('saturation-current', 'Saturation current', ampere, 'A'),
      measure('tolerance', 'Tolerance', 5, '%', '±'),
      measure('outer-diameter', 'Outer diameter', mm(coil.outer), 'mm'),
      measure('core-length', 'Length of the core', length, 'mm'),
      ratio('turns', 'Turns', coil.turns),
    ],
    drawing: {
      kind: 'iron-coil',
      size: { outer: mm(coil.outer), core: mm(coil.bore * 0.9), height: mm(coil.side), length, wire },
    },
    price: 3.2 + copper * 24 + rod * length * 12,
    breaks: [
      [4, 0.93],
      [20, 0.86],
    ],
    shelf: 40,
    weight: copper * 1000 + (rod * 1e6 * length * 7.6) / 1000,
    tags: ['coil', 'inductor'],
  });
}

/** 0.33 mH -> "0m33", 10 mH -> "10m" */
function code(millihenry: number): string {
  const [whole, rest = ''] = String(millihenry).split('.');
  return `${whole}m${rest}`;
}

export function coilProducts(): ImportProduct[] {
  return [
    ...airCore.flatMap(([wire, values]) => values.map((value) => airCoil(wire, value))),
    ...ironCore.flatMap(([wire, values]) => values.map((value) => ironCoil(wire, value))),
  ];
}
