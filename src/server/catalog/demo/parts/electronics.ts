/** Amplifier modules, power supplies and the small parts around them. */
import type { ImportProduct } from '../../import/import-product.ts';
import { measure, ratio, word } from '../measures.ts';
import { product } from '../part.ts';

const MAKER = 'Hollin Electric';

type Amplifier = readonly [
  number: string,
  title: string,
  watts: number,
  ohms: number,
  channels: number,
  volts: number,
  width: number,
  depth: number,
  price: number,
  story: string,
];

const amplifiers: readonly Amplifier[] = [
  [
    'HA-2x15',
    'Amplifier module 2 × 15 W',
    15,
    4,
    2,
    15,
    60,
    48,
    16.8,
    'For desks and small boxes; runs from a notebook supply.',
  ],
  [
    'HA-2x30',
    'Amplifier module 2 × 30 W',
    30,
    4,
    2,
    24,
    78,
    60,
    24.5,
    'Switching output, filter on board, 92 % of the power arrives.',
  ],
  [
    'HA-2x60',
    'Amplifier module 2 × 60 W',
    60,
    4,
    2,
    32,
    95,
    72,
    38,
    'The usual choice for a pair of bookshelf boxes.',
  ],
  [
    'HA-2x120',
    'Amplifier module 2 × 120 W',
    120,
    4,
    2,
    48,
    120,
    90,
    64,
    'Needs a heat sink from 60 W of continuous power.',
  ],
  [
    'HA-1x100',
    'Subwoofer amplifier 100 W',
    100,
    4,
    1,
    36,
    130,
    180,
    84,
    'With low-pass from 50 to 160 Hz, phase and level on the plate.',
  ],
  [
    'HA-1x250',
    'Subwoofer amplifier 250 W',
    250,
    4,
    1,
    60,
    180,
    240,
    138,
    'With low-pass, subsonic filter at 20 Hz and one parametric band.',
  ],
  [
    'HA-1x500',
    'Subwoofer amplifier 500 W',
    500,
    4,
    1,
    70,
    240,
    300,
    226,
    'Mains inside, cooled by its own plate.',
  ],
  [
    'HD-2x4',
    'Digital crossover, two in, four out',
    1,
    1000,
    4,
    12,
    110,
    80,
    92,
    'Filters, delays and equalisers by USB; keeps four settings.',
  ],
];

function amplifier([
  number,
  title,
  watts,
  ohms,
  channels,
  volts,
  width,
  depth,
  price,
  story,
]: Amplifier): ImportProduct {
  const isDigital = number.startsWith('HD');
  return product({
    title,
    maker: MAKER,
    number,
    category: ['Electronics', 'Amplifiers'],
    summary: isDigital ? story : `${watts} W into ${ohms} Ω from ${volts} V; ${width} × ${depth} mm.`,
    story: [
      story,
      'Shorts, heat and direct current at the output switch it off, and it comes back by itself.',
    ],
    attributes: [
      ...(isDigital
        ? []
        : [measure('output-power', 'Power per channel', watts, 'W'), measure('load', 'Into', ohms, 'Ω')]),
      ratio('channels', 'Channels', channels),
      measure('supply-voltage', 'Supply', volts, 'V'),
      measure('width', 'Width', width, 'mm'),
      measure('depth', 'Depth', depth, 'mm'),
    ],
    drawing: {
      kind: 'module',
      size: { width, height: depth, coils: isDigital ? 0 : channels, cans: 3, holes: 4 },
    },
    price,
    breaks: [
      [2, 0.96],
      [10, 0.88],
    ],
    shelf: 24,
    weight: width * depth * 0.02,
    tags: ['amplifier'],
  });
}

const supplies: readonly (readonly [
  number: string,
  volts: number,
  watts: number,
  width: number,
  depth: number,
  price: number,
])[] = [
  ['HP-15-60', 15, 60, 110, 52, 14.9],
  ['HP-24-90', 24, 90, 130, 58, 19.8],
  ['HP-32-150', 32, 150, 150, 90, 32],
  ['HP-48-300', 48, 300, 200, 98, 52],
  ['HP-60-500', 60, 500, 230, 115, 84],
];

function supply([number, volts, watts, width, depth, price]: (typeof supplies)[number]): ImportProduct {
  return product({
    title: `Power supply ${volts} V, ${watts} W`,
    maker: MAKER,
    number,
    category: ['Electronics', 'Power supplies'],
    summary: `${(watts / volts).toFixed(1)} A at ${volts} V, from mains of 100 to 240 V.`,
    story: [
      'Enclosed, with fuse and earth. Music needs a third of the figure on average and all of it at times.',
    ],
    attributes: [
      measure('output-voltage', 'Output', volts, 'V'),
      measure('power', 'Power', watts, 'W'),
      measure('output-current', 'Current', (watts / volts).toFixed(1), 'A'),
      measure('width', 'Width', width, 'mm'),
      measure('depth', 'Depth', depth, 'mm'),
    ],
    drawing: { kind: 'module', size: { width, height: depth, coils: 1, cans: 2, holes: 4 } },
    price,
    breaks: [[5, 0.93]],
    shelf: 30,
    weight: watts * 2.4 + 80,
    tags: ['power supply'],
  });
}

const potentiometers: readonly (readonly [kiloohm: number, gangs: number, price: number])[] = [
  [10, 1, 1.9],
  [10, 2, 3.4],
  [20, 2, 3.4],
  [50, 1, 1.9],
  [50, 2, 3.4],
];

function potentiometer([kiloohm, gangs, price]: (typeof potentiometers)[number]): ImportProduct {
  return product({
    title: `${gangs === 2 ? 'Stereo potentiometer' : 'Potentiometer'}, ${kiloohm} kΩ logarithmic`,
    maker: MAKER,
    number: `PO-${kiloohm}K-${gangs}`,
    category: ['Electronics', 'Controls'],
    summary: `${gangs === 2 ? 'Two tracks on one shaft, alike within 2 dB.' : 'One track, shaft of 6 mm.'}`,
    story: ['Conductive plastic, rated for 50,000 turns.'],
    attributes: [
      measure('resistance', 'Resistance', kiloohm, 'kΩ'),
      ratio('gangs', 'Tracks', gangs),
      word('law', 'Law', 'logarithmic'),
      measure('diameter', 'Diameter', 16, 'mm'),
    ],
    drawing: {
      kind: 'potentiometer',
      size: { diameter: 16, depth: 8 + gangs * 7, shaft: 6, shaftLength: 18 },
    },
    price,
    breaks: [[10, 0.88]],
    shelf: 110,
    weight: 12 + gangs * 6,
    tags: ['volume', 'control'],
  });
}

export function electronicsProducts(): ImportProduct[] {
  return [...amplifiers.map(amplifier), ...supplies.map(supply), ...potentiometers.map(potentiometer)];
}
