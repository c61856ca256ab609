import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeOf } from './attributes.ts';
import { parseQuantity } from './quantity.ts';

const read = (text: string, label = 'Value') => {
  const { value, upper, unit } = attributeOf(label, text);
  return value === undefined ? undefined : [value, unit, ...(upper === undefined ? [] : [upper])];
};

describe('parseQuantity', () => {
  it.each<[string, string, readonly (number | string)[]]>([
    ['2.2 µF', 'Value', [2.2e-6, 'F']],
    ['2.2μF', 'Value', [2.2e-6, 'F']],
    ['4.7uF', 'Value', [4.7e-6, 'F']],
    ['0,022 µF', 'Value', [2.2e-8, 'F']],
    ['4,700 µF', 'Value', [4.7e-3, 'F']],
    ['38 Hz', 'Value', [38, 'Hz']],
    ['38 hz', 'Value', [38, 'Hz']],
    ['8 Ω', 'Value', [8, 'Ω']],
    ['8 Ohm', 'Value', [8, 'Ω']],
    ['7.5MΩ', 'Value', [7.5e6, 'Ω']],
    ['910mΩ', 'Value', [0.91, 'Ω']],
    ['21 l', 'Vas', [0.021, 'm3']],
    ['1.2 cu ft', 'Value', [0.0339802159104, 'm3']],
    ['4.7k', 'Resistance', [4700, 'Ω']],
    ['4.7k', 'Value', [4700, '']],
    ['10K', 'Resistance', [10_000, 'Ω']],
    ['6500K', 'Color temperature', [6500, 'K']],
    ['2k2', 'Value', [2200, 'Ω']],
    ['4R7', 'Value', [4.7, 'Ω']],
    ['R47', 'Value', [0.47, 'Ω']],
    ['2u2', 'Capacitance', [2.2e-6, 'F']],
    ['4n7', 'Inductance', [4.7e-9, 'H']],
    ['-40℃~+85℃', 'Value', [-40, '°C', 85]],
    ['-65℃~+175℃@(Ta)', 'Value', [-65, '°C', 175]],
    ['0~70℃', 'Value', [0, '°C', 70]],
    ['2.1Wx2@4Ω', 'Value', [2.1, 'W']],
    ['90dB@12V,10cm', 'Value', [90, 'dB']],
    ['1Ω @ 100kHz', 'Value', [1, 'Ω']],
    ['±10%', 'Value', [10, '%']],
    ['±100ppm/℃', 'Value', [100, 'ppm/°C']],
    ['25V/us', 'Value', [25e6, 'V/s']],
    ['7.5nV/√Hz@1kHz', 'Value', [7.5e-9, 'V/√Hz']],
    ['100mVp-p', 'Value', [0.1, 'V']],
    ['2.5V~5.5V', 'Value', [2.5, 'V', 5.5]],
    ['10~100kHz', 'Value', [10e3, 'Hz', 100e3]],
    ['20~20kHz', 'Value', [20, 'Hz', 20e3]],
    ['20-200 Hz', 'Value', [20, 'Hz', 200]],
    ['20 Hz – 20 kHz', 'Value', [20, 'Hz', 20e3]],
    ['5-1/4"', 'Value', [0.13335, 'm']],
    ['5 1/4 in', 'Value', [0.13335, 'm']],
    ['5¼"', 'Value', [0.13335, 'm']],
    ['½ in', 'Value', [0.0127, 'm']],
    ['1/4W', 'Value', [0.25, 'W']],
    ['165 mm (6.5 in)', 'Value', [0.165, 'm']],
    ['φ6.3mm', 'Value', [6.3e-3, 'm']],
    ['5.82 N/A', 'Value', [5.82, 'T·m']],
    ['2.25 mm/N', 'Value', [2.25e-3, 'm/N']],
    ['100,000 cycles', 'Value', [100_000, '']],
    ['38', 'Fs (Hz)', [38, 'Hz']],
    ['21', 'Vas (l)', [0.021, 'm3']],
    ['0.21~0.5', 'Wire gauge - mm2', [2.1e-7, 'm2', 5e-7]],
    ['12', 'Height (H)', [12, '']],
    ['68 °F', 'Value', [20, '°C']],
    ['0.707', 'Qts', [0.707, '']],
    ['40P', 'Number of contacts', [40, '']],
    ['20A', 'Continuous drain current (id)', [20, 'A']],
    ['60Ω', 'Equivalent series resistance', [60, 'Ω']],
    ['1000hrs@105℃', 'Lifetime', [3_600_000, 's']],
  ])('reads %s of %s', (text, label, wanted) => {
    expect(read(text, label)).toEqual(wanted);
  });

  it.each<[string, string]>([
    ['0805', 'Value'],
    ['1206', 'Package'],
    ['12AX7', 'Value'],
    ['1x4P', 'Pin structure'],
    ['5050', 'Series'],
    ['2N3904', 'Value'],
    ['RSM120040W', 'Value'],
    ['4006381333931', 'Value'],
    ['12x8mm', 'Value'],
    ['1x4P', 'Value'],
    ['SMD,20x18mm', 'Value'],
    ['70mW, 48mW', 'Value'],
    ['20V~60V;10V~30V', 'Value'],
    ['500mΩ@10V, 560mΩ@6V', 'Value'],
    ['<5 ms', 'Value'],
    ['- @ -', 'Value'],
    ['', 'Value'],
    ['-', 'Value'],
    ['X7R', 'Value'],
    ['2u2', 'Value'],
    ['10K', 'Value'],
    ['1/2', 'Value'],
    ['2024-05-01', 'Value'],
    ['5 V or 12 V', 'Value'],
    ['1/0 in', 'Value'],
    ['IEC 61000-4-2', 'Value'],
    ['3.3 constructor', 'Value'],
  ])('leaves %s of %s unknown', (text, label) => {
    expect(read(text, label)).toBeUndefined();
  });

  it('never throws, and keeps the text as written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, label) => {
        const attribute = attributeOf(label, text);
        expect(attribute.text).toBe(text);
        if (attribute.value !== undefined) expect(Number.isFinite(attribute.value)).toBe(true);
        if (attribute.upper !== undefined) expect(attribute.upper).toBeGreaterThan(attribute.value!);
      }),
    );
  });

  it('gives the same number for the same quantity under every prefix', () => {
    const prefixes = [
      ['p', 12],
      ['n', 9],
      ['µ', 6],
      ['m', 3],
      ['', 0],
      ['k', -3],
    ] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.constantFrom('F', 'H', 'Hz', 'Ω', 'V', 'A', 'W'),
        (n, unit) => {
          for (const [prefix, power] of prefixes) {
            const shown = `${Number(`${n}e${power - 3}`)}`;
            if (shown.includes('e')) continue;
            const found = parseQuantity(`${shown} ${prefix}${unit}`);
            expect(found).toEqual({ value: Number(`${n}e-3`), unit });
          }
        },
      ),
    );
  });

  it('puts the lower end of any range first', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }), (a, b) => {
        const found = parseQuantity(`${a}℃~${b}℃`)!;
        expect(found.value).toBe(Math.min(a, b));
        expect(found.upper ?? found.value).toBe(Math.max(a, b));
      }),
    );
  });
});
