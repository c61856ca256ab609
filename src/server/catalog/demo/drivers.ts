/** The cone drivers: mechanics from the table, everything else computed from them by domain/loudspeaker. */
import type { Attribute, Drawing } from '#domain/catalog/product.ts';
import type { ImportProduct } from '../import/import-product.ts';
import { driverRows, type Kind } from './driver-table.ts';
import { driverStory, driverSummary } from './driver-words.ts';
import { measure, ratio, significant, word } from './measures.ts';
import { product } from './part.ts';
import { wind, type Driver } from './wind.ts';

const NOUNS: Readonly<Record<Kind, string>> = {
  Midwoofers: 'midwoofer',
  Woofers: 'woofer',
  Subwoofers: 'subwoofer',
  'Full range': 'full-range driver',
  Midranges: 'midrange',
  Coaxial: 'coaxial driver',
};

/** "6.5″ paper-cone midwoofer, 8 Ω" */
export function driverTitle({ row, ohms }: Driver): string {
  const plug = row.plug ? ' with phase plug' : '';
  const cone = row.cone === 'mineral-filled' ? row.cone : `${row.cone}-cone`;
  return `${row.inches}″ ${cone} ${NOUNS[row.kind]}${plug}, ${ohms} Ω`;
}

function attributes(driver: Driver): Attribute[] {
  const { row, frame, small, mechanics: m } = driver;
  return [
    measure('resonance-fs', 'Resonance, Fs', driver.printed.fs, 'Hz'),
    ratio('total-q-qts', 'Total Q, Qts', driver.printed.qts.toFixed(2)),
    measure('equivalent-volume-vas', 'Equivalent volume, Vas', significant(driver.printed.vas * 1e3, 3), 'l'),
    measure('sensitivity', 'Sensitivity, 2.83 V / 1 m', driver.level.toFixed(1), 'dB'),
    measure('nominal-impedance', 'Impedance', driver.ohms, 'Ω'),
    { ...measure('nominal-size', 'Nominal size', row.inches * 25.4, 'mm'), text: `${row.inches}″` },
    measure('linear-excursion-xmax', 'Linear excursion, Xmax', row.xmax, 'mm', '±'),
    measure('power-handling', 'Power handling', row.watts, 'W'),
    ratio('mechanical-q-qms', 'Mechanical Q, Qms', small.qms.toFixed(2)),
    ratio('electrical-q-qes', 'Electrical Q, Qes', small.qes.toFixed(2)),
    measure('dc-resistance-re', 'DC resistance, Re', m.re, 'Ω'),
    measure('voice-coil-le', 'Coil inductance, Le', significant(driver.le * 1e3, 2), 'mH'),
    measure('force-factor-bl', 'Force factor, Bl', m.bl, 'T·m'),
    measure('moving-mass-mms', 'Moving mass, Mms', row.mass, 'g'),
    measure('compliance-cms', 'Compliance, Cms', significant(m.cms * 1e3, 3), 'mm/N'),
    measure('mechanical-loss-rms', 'Mechanical loss, Rms', m.rms, 'kg/s'),
    measure('cone-area-sd', 'Cone area, Sd', frame.sd, 'cm²'),
    measure('voice-coil-diameter', 'Voice coil diameter', frame.coil, 'mm'),
    word('cone-material', 'Cone', row.cone),
    measure('outer-diameter', 'Outer diameter', frame.outer, 'mm'),
    measure('mounting-hole', 'Mounting hole', frame.hole, 'mm'),
    measure('mounting-depth', 'Mounting depth', frame.depth, 'mm'),
  ];
}

function drawing({ row, frame }: Driver): Drawing {
  // The effective area reaches to the middle of the surround; the roll is about an eighth of the cone wide.
  const effective = 2 * Math.sqrt((frame.sd * 100) / Math.PI);
  const roll = Math.max(4, effective * (row.kind === 'Subwoofers' ? 0.13 : 0.085));
  return {
    kind: row.kind === 'Coaxial' ? 'coaxial-driver' : 'cone-driver',
    size: {
      outer: frame.outer,
      hole: frame.hole,
      cone: Math.round(effective - roll),
      roll: Math.round(roll),
      cap: Math.round(frame.coil * (row.plug ? 0.75 : 1.15)),
      plug: row.plug ? 1 : 0,
      holes: frame.holes,
      depth: frame.depth,
      magnet: frame.magnet,
      magnetHeight: frame.magnetHeight,
      coil: frame.coil,
    },
  };
}

/** Grams: magnet, frame and moving parts of a driver this size. */
function weight({ frame, row }: Driver): number {
  const magnet = 4.9e-3 * (Math.PI / 4) * frame.magnet ** 2 * frame.magnetHeight;
  return Math.round((magnet * 1.6 + frame.outer * 1.4 + row.mass) / 10) * 10;
}

function driverProduct(driver: Driver): ImportProduct {
  const { row, ohms } = driver;
  return product({
    title: driverTitle(driver),
    maker: row.maker,
    number: row.number.replace('#', String(ohms)),
    category: ['Drivers', row.kind],
    summary: driverSummary(driver),
    story: driverStory(driver),
    attributes: attributes(driver),
    drawing: drawing(driver),
    price: row.price,
    breaks: row.price < 150 ? [[4, 0.92] as const, [16, 0.842] as const] : [[4, 0.94] as const],
    shelf: row.price < 60 ? 48 : row.price < 120 ? 24 : 10,
    weight: weight(driver),
    tags: [`${row.inches} inch`, `${ohms} ohm`, row.cone],
  });
}

export function drivers(): Driver[] {
  return driverRows.flatMap((row) => row.ohms.map((ohms) => wind(row, ohms)));
}

export function driverProducts(): ImportProduct[] {
  return drivers().map(driverProduct);
}
