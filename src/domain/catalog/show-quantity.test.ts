import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureFor, numberIn, showQuantity } from './show-quantity.ts';

describe('showQuantity', () => {
  test.each([
    [4.7e-6, 'F', '4.7 µF'],
    [2.2e-7, 'F', '220 nF'],
    [0.0214, 'm3', '21.4 l'],
    [0.147, 'm', '147 mm'],
    [8, 'Ω', '8 Ω'],
    [4700, 'Ω', '4.7 kΩ'],
    [0.00035, 'H', '350 µH'],
    [20_000, 'Hz', '20 kHz'],
    [0.38, '', '0.38'],
    [88.1, 'dB', '88.1 dB'],
    [0, 'F', '0 F'],
    [0.0098, 'kg', '9.8 g'],
    [7.5e-7, 'm2', '0.75 mm²'],
    [0.0136, 'm2', '136 cm²'],
    [0.5, 'm', '500 mm'],
    [25, 'm', '25 m'],
  ])('%d %s is %s', (value, unit, text) =>
    expect(showQuantity(value, unit).replace('\u00a0', ' ')).toBe(text),
  );

  test('a field never shows an exponent', () => {
    expect(numberIn(1.8e-11, { symbol: 'mF', factor: 1e-3 })).toBe('0.000000018');
    expect(numberIn(0.033, { symbol: 'mF', factor: 1e-3 })).toBe('33');
  });

  test('what is shown reads back within its four digits', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-11, max: 1e9, noNaN: true }),
        fc.constantFrom('F', 'H', 'Ω', 'Hz', 'm', 'm3', 'kg', 'dB', ''),
        (value, unit) => {
          const measure = measureFor(value, unit);
          const back = Number(numberIn(value, measure)) * measure.factor;
          expect(Math.abs(back - value) / value).toBeLessThan(0.5e-3 + 1e-9);
        },
      ),
    );
  });
});
