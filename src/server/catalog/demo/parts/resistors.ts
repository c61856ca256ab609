/** Resistors and attenuators. */
import type { ImportProduct } from '../../import/import-product.ts';
import { measure, word } from '../measures.ts';
import { product } from '../part.ts';

const E12 = [1, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3, 3.9, 4.7, 5.6, 6.8, 8.2];
const E24_COMMON = [0.47, 0.68, ...E12, 10, 12, 15, 18, 22, 33, 47];

interface Line {
  readonly stem: string;
  readonly name: string;
  readonly watts: number;
  readonly tolerance: number;
  readonly width: number;
  readonly length: number;
  readonly price: number;
  readonly values: readonly number[];
  readonly story: string;
}

const lines: readonly Line[] = [
  {
    stem: 'RC5',
    name: 'Ceramic resistor',
    watts: 5,
    tolerance: 5,
    width: 10,
    length: 22,
    price: 0.38,
    values: E24_COMMON,
    story: 'Wire on a glass-fibre core in a ceramic trough. Leave 5 mm of air around it.',
  },
  {
    stem: 'RN10',
    name: 'Low-inductance resistor',
    watts: 10,
    tolerance: 2,
    width: 10,
    length: 48,
    price: 1.15,
    values: [...E12, 10, 12, 15, 22],
    story: 'Wound forth and back, so that its inductance stays below a microhenry: what a tweeter pad wants.',
  },
];

function resistor(line: Line, ohms: number): ImportProduct {
  return product({
    title: `${line.name}, ${ohms} Ω ${line.watts} W`,
    maker: 'Brackenfell',
    number: `${line.stem}-${String(ohms).includes('.') ? String(ohms).replace('.', 'R') : `${ohms}R`}`,
    category: ['Crossover', 'Resistors'],
    summary: `${ohms} Ω ± ${line.tolerance} %, carries ${line.watts} W in free air.`,
    story: [line.story],
    attributes: [
      measure('resistance', 'Resistance', ohms, 'Ω'),
      measure('power', 'Power', line.watts, 'W'),
      measure('tolerance', 'Tolerance', line.tolerance, '%', '±'),
      measure('length', 'Length', line.length, 'mm'),
    ],
    drawing: { kind: 'resistor', size: { width: line.width, length: line.length, lead: 30 } },
    price: line.price,
    breaks: [
      [10, 0.88],
      [50, 0.76],
      [200, 0.64],
    ],
    shelf: 320,
    weight: line.length * 0.2,
    tags: ['resistor'],
  });
}

const pads = [
  ['LP50-8', 50, 8, 36, 24, 8.9],
  ['LP100-8', 100, 8, 46, 30, 13.5],
  ['LP50-4', 50, 4, 36, 24, 8.9],
  ['LP100-16', 100, 16, 46, 30, 14.2],
] as const;

function pad([number, watts, ohms, diameter, depth, price]: (typeof pads)[number]): ImportProduct {
  return product({
    title: `Rotary L-pad, ${ohms} Ω ${watts} W`,
    maker: 'Brackenfell',
    number,
    category: ['Crossover', 'Attenuators'],
    summary: `Turns a tweeter down without the crossover noticing: the load stays ${ohms} Ω.`,
    story: [
      'Two wire-wound tracks on one shaft, one in series and one across the driver. With knob and dial.',
      `Needs a hole of 10 mm and ${depth} mm of room behind it.`,
    ],
    attributes: [
      measure('nominal-impedance', 'Impedance', ohms, 'Ω'),
      measure('power', 'Power', watts, 'W'),
      measure('outer-diameter', 'Outer diameter', diameter, 'mm'),
      measure('mounting-depth', 'Mounting depth', depth, 'mm'),
      word('range', 'Range', '0 to −40 dB and off'),
    ],
    drawing: { kind: 'potentiometer', size: { diameter, depth, shaft: 6, shaftLength: 20 } },
    price,
    breaks: [[4, 0.93]],
    shelf: 22,
    weight: diameter * 2,
    tags: ['attenuator'],
  });
}

export function resistorProducts(): ImportProduct[] {
  return [...lines.flatMap((line) => line.values.map((ohms) => resistor(line, ohms))), ...pads.map(pad)];
}
