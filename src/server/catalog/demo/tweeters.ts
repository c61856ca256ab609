/** Tweeters: domes, ribbons and folded films. Domes are computed like any other moving coil. */
import { AIR_STIFFNESS } from '#domain/loudspeaker/air.ts';
import { mechanics, sensitivity, smallSignal } from '#domain/loudspeaker/driver.ts';
import type { ImportProduct } from '../import/import-product.ts';
import { measure, ratio, significant, word } from './measures.ts';
import { product } from './part.ts';

type Dome = readonly [
  maker: string,
  number: string,
  diameter: number,
  material: string,
  /** Moving mass, g. */
  mass: number,
  fs: number,
  qms: number,
  qes: number,
  plate: number,
  depth: number,
  watts: number,
  price: number,
];

const K = 'Kestrel';
const N = 'Norrland Acoustics';
const H = 'Harrow';
const O = 'Orrest';

const domes: readonly Dome[] = [
  [K, 'KT13S', 13, 'silk', 0.09, 1900, 2.2, 1.6, 38, 18, 8, 9.8],
  [K, 'KT19S', 19, 'silk', 0.17, 1250, 2.1, 1.3, 72, 28, 15, 17.9],
  [K, 'KT19P', 19, 'polyester', 0.16, 1350, 2.4, 1.5, 60, 22, 12, 12.4],
  [K, 'KT25S', 25, 'silk', 0.3, 900, 2, 1.05, 104, 38, 30, 29.5],
  [K, 'KT25S-N', 25, 'silk', 0.31, 980, 2.3, 0.95, 54, 24, 25, 32.9],
  [K, 'KT28S', 28, 'silk', 0.36, 650, 1.8, 0.92, 104, 52, 40, 42.6],
  [N, 'NA-T20A', 20, 'aluminium', 0.18, 1150, 3.2, 1.1, 80, 30, 20, 26.8],
  [N, 'NA-T25A', 25, 'aluminium', 0.27, 880, 3, 0.88, 104, 36, 40, 38.2],
  [N, 'NA-T25S', 25, 'coated-silk', 0.29, 760, 2.2, 0.84, 104, 48, 40, 44.9],
  [N, 'NA-T28S', 28, 'coated-silk', 0.34, 560, 1.9, 0.7, 110, 62, 60, 68],
  [N, 'NA-T28B', 28, 'textile', 0.35, 600, 2, 0.74, 104, 56, 50, 57.5],
  [H, 'HT25A', 25, 'aluminium-magnesium', 0.26, 820, 3.4, 0.8, 104, 44, 50, 49.8],
  [H, 'HT26G', 26, 'glass-fibre', 0.3, 740, 2.6, 0.78, 104, 46, 50, 53.4],
  [H, 'HT34S', 34, 'silk', 0.52, 480, 1.8, 0.72, 120, 60, 80, 79],
  [O, 'OR-T25C', 25, 'ceramic-coated', 0.25, 800, 3.6, 0.72, 104, 50, 60, 118],
  [O, 'OR-T25D', 25, 'titanium', 0.24, 860, 3.8, 0.76, 104, 46, 50, 74],
];

function dome(row: Dome): ImportProduct {
  const [maker, number, diameter, material, mass, fs, qms, qes, plate, depth, watts, price] = row;
  const effective = diameter + 3;
  const sd = (Math.PI * (effective / 1000) ** 2) / 4;
  const mms = mass / 1e3;
  const vas = (AIR_STIFFNESS * sd ** 2) / ((2 * Math.PI * fs) ** 2 * mms);
  const re = 5.7;
  const wished = mechanics({ fs, qms, qes, vas }, sd, re);
  const printed = { ...wished, bl: significant(wished.bl, 3), rms: significant(wished.rms, 3) };
  const small = smallSignal(printed);
  const crossover = Math.ceil((2.4 * small.fs) / 100) * 100;
  return product({
    title: `${diameter} mm ${material} dome tweeter${plate < 70 && diameter > 13 ? ', compact' : ''}`,
    maker,
    number,
    category: ['Drivers', 'Tweeters'],
    summary: `Resonates at ${Math.round(small.fs)} Hz; cross it at ${(crossover / 1000).toFixed(1)} kHz or above, steeper than first order.`,
    story: [
      `A ${diameter} mm dome of ${material.replace('-', ' ')} on a ${plate} mm face plate. Wound for 4 or 8 Ω from the same mass of wire, so resonance and Q are the same for both; the 4 Ω coil draws twice the current and plays 3 dB louder from the same voltage.`,
      `The rear chamber is damped. Below the crossover the dome runs out of travel quickly: at least a second-order filter, please.`,
    ],
    attributes: [
      measure('resonance-fs', 'Resonance, Fs', significant(small.fs, 3), 'Hz'),
      ratio('total-q-qts', 'Total Q, Qts', small.qts.toFixed(2)),
      measure('sensitivity', 'Sensitivity, 2.83 V / 1 m', sensitivity(small, re).toFixed(1), 'dB'),
      measure('dome-diameter', 'Dome diameter', diameter, 'mm'),
      {
        key: 'nominal-impedance',
        label: 'Impedance',
        text: '4 Ω or 8 Ω',
        value: 4,
        upper: 8,
        unit: 'Ω',
      },
      measure('lowest-crossover', 'Lowest crossover', crossover, 'Hz'),
      measure('power-handling', 'Power handling', watts, 'W'),
      measure('moving-mass-mms', 'Moving mass, Mms', mass, 'g'),
      word('dome-material', 'Dome', material),
      measure('outer-diameter', 'Outer diameter', plate, 'mm'),
      measure('mounting-hole', 'Mounting hole', plate - (plate > 60 ? 28 : 6), 'mm'),
      measure('mounting-depth', 'Mounting depth', depth, 'mm'),
    ],
    drawing: {
      kind: 'dome-tweeter',
      size: {
        outer: plate,
        hole: plate - (plate > 60 ? 28 : 6),
        dome: diameter,
        roll: 3,
        holes: plate > 60 ? 4 : 2,
        depth,
        magnet: plate > 60 ? Math.min(90, plate - 30) : plate - 10,
        magnetHeight: Math.round(depth * 0.5),
      },
    },
    price,
    breaks: [
      [4, 0.92],
      [16, 0.845],
    ],
    shelf: 40,
    weight: plate * depth * 0.13,
    tags: [material, 'dome'],
    choices: [
      {
        name: 'Impedance',
        values: [
          ['4 Ω', '4'],
          ['8 Ω', '8'],
        ],
      },
    ],
  });
}

type Strip = readonly [
  number: string,
  kind: 'ribbon' | 'air-motion',
  width: number,
  height: number,
  plateWidth: number,
  plateHeight: number,
  depth: number,
  level: number,
  from: number,
  price: number,
];

const strips: readonly Strip[] = [
  ['OR-R40', 'ribbon', 8, 40, 80, 110, 62, 91.5, 3000, 84],
  ['OR-R60', 'ribbon', 8, 60, 90, 130, 70, 93, 2500, 119],
  ['OR-R120', 'ribbon', 10, 120, 100, 200, 78, 95.5, 1800, 214],
  ['OR-M25', 'air-motion', 25, 36, 80, 80, 48, 92, 2800, 66],
  ['OR-M35', 'air-motion', 30, 60, 90, 120, 56, 94, 2000, 98],
  ['OR-M70', 'air-motion', 34, 110, 100, 180, 64, 96.5, 1500, 176],
];

function strip([
  number,
  kind,
  width,
  height,
  plateWidth,
  plateHeight,
  depth,
  level,
  from,
  price,
]: Strip): ImportProduct {
  const isRibbon = kind === 'ribbon';
  return product({
    title: isRibbon
      ? `${height} mm ribbon tweeter with transformer`
      : `${width} × ${height} mm air-motion tweeter`,
    maker: O,
    number,
    category: ['Drivers', 'Tweeters'],
    summary: `For crossovers from ${(from / 1000).toFixed(1)} kHz; wide across, narrow up and down, as its shape says.`,
    story: [
      isRibbon
        ? 'A corrugated aluminium ribbon between two rows of magnets, with a transformer that turns its milliohms into 8 Ω.'
        : 'A pleated film with printed conductors: the pleats squeeze the air out several times faster than they move.',
      `The radiating slot is ${width} × ${height} mm; mount it upright. Cut a rectangle of ${plateWidth - 24} × ${plateHeight - 24} mm.`,
    ],
    attributes: [
      measure('sensitivity', 'Sensitivity, 2.83 V / 1 m', level.toFixed(1), 'dB'),
      measure('nominal-impedance', 'Impedance', isRibbon ? 8 : 4, 'Ω'),
      measure('lowest-crossover', 'Lowest crossover', from, 'Hz'),
      measure('radiating-height', 'Radiating height', height, 'mm'),
      measure('radiating-width', 'Radiating width', width, 'mm'),
      measure('outer-width', 'Outer width', plateWidth, 'mm'),
      measure('outer-height', 'Outer height', plateHeight, 'mm'),
      measure('mounting-depth', 'Mounting depth', depth, 'mm'),
    ],
    drawing: {
      kind: 'ribbon-tweeter',
      size: {
        width: plateWidth,
        height: plateHeight,
        slotWidth: width,
        slotHeight: height,
        depth,
        pleats: isRibbon ? 1 : 6,
      },
    },
    price,
    breaks: [[4, 0.94]],
    shelf: 12,
    weight: plateWidth * plateHeight * depth * 0.0016,
    tags: [isRibbon ? 'ribbon' : 'air motion'],
  });
}

export function tweeterProducts(): ImportProduct[] {
  return [...domes.map(dome), ...strips.map(strip)];
}
