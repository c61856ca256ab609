import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { attributeOf } from '#domain/catalog/attributes.ts';
import { compareStated, measuresOf, type Measure } from './stated-value.ts';

const part = (...facts: readonly (readonly [label: string, text: string])[]): Measure[] =>
  measuresOf(facts.map(([label, text]) => attributeOf(label, text)));
const capacitor = part(
  ['Capacitance', '10 µF'],
  ['Voltage', '100 V'],
  ['Tolerance', '±5%'],
  ['Dielectric', 'MKT'],
);
const resistor = part(['Resistance', '1.2 Ω'], ['Power', '10 W'], ['Tolerance', '5%']);
const inductor = part(['Inductance', '2.2 mH'], ['DC resistance', '0.4 Ω']);
const speaker = part(['Resonance frequency', '62 Hz'], ['Range', '20 Hz to 20 kHz'], ['Diameter', '165 mm']);

describe('a stated value', () => {
  it.each([
    ['4.7uF 100V', '10 µF'],
    ['4.7 µF', '10 µF'],
    ['4.7uF/50V', '10 µF'],
    ['4.7uF X7R', '10 µF'],
    ['X7R 4.7uF', '10 µF'],
    ['4.7µF ±10%', '10 µF'],
    ['4.7µF±10%', '10 µF'],
    ['100V 4.7uF', '10 µF'],
    ['5% 4u7', '10 µF'],
    ['100n', '10 µF'],
    ['250 V', '100 V'],
  ])('of another capacitor differs: %s', (stated, has) => {
    expect(compareStated(stated, capacitor)).toEqual({ is: 'other', has });
  });

  it.each(['4700', '10R', '22R', '10 ohm 5%', '10', '4.7k 1%', '4k7', '10K', '1206 10k'])(
    'of another resistor differs: %s',
    (stated) => {
      expect(compareStated(stated, resistor)).toEqual({ is: 'other', has: '1.2 Ω' });
    },
  );

  it.each([
    ['10uF', capacitor],
    ['10 µF 100V MKT', capacitor],
    ['10000 nF', capacitor],
    ['10u', capacitor],
    ['100 V', capacitor],
    ['1R2', resistor],
    ['1.2', resistor],
    ['1.2R', resistor],
    ['1,2 ohm 5%', resistor],
    ['2m2', inductor],
    ['2.2 mH', inductor],
    ['1 kHz', speaker],
  ])('of the same part is the same: %s', (stated, measures) => {
    expect(compareStated(stated, measures)).toEqual({ is: 'same' });
  });

  it('of a kind the part does not have, or of none, is not the same', () => {
    for (const stated of ['10k', '4k7', '22R', '10 Ω', '4.7uF'])
      expect(compareStated(stated, speaker), stated).toEqual({ is: 'no-kind' });
    expect(compareStated('10', speaker)).toEqual({ is: 'no-kind' });
    expect(compareStated('47 100V', capacitor)).toEqual({ is: 'no-kind' });
    expect(compareStated('1.2 KOHMZ', resistor)).toEqual({ is: 'unread' });
    for (const stated of ['TWEETER', 'DNP', '4.7 \uFFFDF', '?', ''])
      expect(compareStated(stated, capacitor), stated).toEqual({ is: 'unread' });
  });

  it('is not changed by what follows it, and never reads as agreement where it differs', () => {
    const tail = fc.constantFrom(
      '',
      ' 100V',
      '/50V',
      ' X7R',
      ' ±10%',
      '±5%',
      ', 1%',
      ' 0805',
      ' (NP0)',
      ' @ 20 °C',
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.constantFrom('p', 'n', 'µ', 'u'),
        tail,
        (n, prefix, end) => {
          const factor = { p: 1e-12, n: 1e-9, µ: 1e-6, u: 1e-6 }[prefix];
          const isTen = Math.abs(n * factor - 10e-6) < 1e-15;
          expect(compareStated(`${n}${prefix}F${end}`, capacitor).is).toBe(isTen ? 'same' : 'other');
        },
      ),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => void compareStated(text, resistor)),
    );
  });
});
