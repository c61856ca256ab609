import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  currencyOf,
  divideHalfAway,
  formatMicro,
  formatMinor,
  lineTotal,
  microPerMinor,
  parseMicro,
} from './money.ts';

const usd = currencyOf('USD');
const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });

describe('currencyOf', () => {
  it('knows the decimals of ISO 4217', () => {
    expect(currencyOf('jpy')).toEqual({ code: 'JPY', decimals: 0 });
    expect(currencyOf('EUR').decimals).toBe(2);
    expect(currencyOf('KWD').decimals).toBe(3);
    expect(() => currencyOf('€')).toThrow(/no ISO 4217/);
  });
});

describe('divideHalfAway', () => {
  it('is the nearest whole number, halves away from zero', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 1_000_000 }), (amount, divisor) => {
        const found = divideHalfAway(amount, divisor);
        expect(2 * Math.abs(amount - found * divisor)).toBeLessThanOrEqual(divisor);
        if (2 * Math.abs(amount - found * divisor) === divisor) {
          expect(Math.abs(found * divisor)).toBeGreaterThan(Math.abs(amount));
        }
      }),
    );
  });
});

describe('lineTotal', () => {
  it('rounds once: three at 0.335 are 1.01, three at 0.3349 are 1.00', () => {
    expect(lineTotal(3, 335_000, usd)).toBe(101);
    expect(lineTotal(3, 334_900, usd)).toBe(100);
    expect(lineTotal(1_000, 2_700, usd)).toBe(270);
    expect(lineTotal(7, 1_500_000, currencyOf('JPY'))).toBe(11);
    expect(lineTotal(3, 1_234_500, currencyOf('KWD'))).toBe(3704);
  });

  it('is exact where floating point is not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.integer({ min: 0, max: 10 ** 12 }),
        (n, price) => {
          const divisor = BigInt(microPerMinor(usd));
          const exact = (BigInt(n) * BigInt(price) + divisor / 2n) / divisor;
          expect(BigInt(lineTotal(n, price, usd))).toBe(exact);
        },
      ),
    );
  });
});

describe('parseMicro', () => {
  it.each([
    ['0.0027', '.', 2_700],
    ['1,234.50', '.', 1_234_500_000],
    ['1.234,50', '.', 1_234_500_000],
    ['1,234', '.', 1_234_000_000],
    ['1,234', ',', 1_234_000],
    ['1.234', ',', 1_234_000_000],
    ['12,5', '.', 12_500_000],
    ['1 234,5', ',', 1_234_500_000],
    ['1.234.567', '.', 1_234_567_000_000],
    ['2,34,999', '.', 234_999_000_000],
    ['-3.50', '.', -3_500_000],
    ['7', '.', 7_000_000],
    ['.5', '.', 500_000],
  ] as const)('reads %s (decimal %s) as %d', (text, decimal, micro) => {
    expect(parseMicro(text, decimal)).toBe(micro);
  });

  it.each(['', 'Get', '$5', '1.2345678', '1e9', '--1', '.', '1,2.3,4', '99999999999999999999'])(
    'reads "%s" as no price',
    (text) => {
      expect(parseMicro(text)).toBeUndefined();
    },
  );

  it('reads back what it was written from, and never throws', () => {
    fc.assert(
      fc.property(amounts, (micro) => {
        const sign = micro < 0 ? '-' : '';
        const whole = Math.trunc(Math.abs(micro) / 1_000_000);
        const fraction = String(Math.abs(micro) % 1_000_000).padStart(6, '0');
        expect(parseMicro(`${sign}${whole}.${fraction}`)).toBe(micro === 0 ? parseMicro('0') : micro);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const micro = parseMicro(text);
        expect(micro === undefined || Number.isSafeInteger(micro)).toBe(true);
      }),
    );
  });
});

describe('format', () => {
  it('shows minor decimals at least, and six where the price needs them', () => {
    expect(formatMinor(4820, usd)).toBe('$48.20');
    expect(formatMinor(500, currencyOf('JPY'))).toBe('¥500');
    expect(formatMicro(2_700, usd)).toBe('$0.0027');
    expect(formatMicro(48_200_000, usd)).toBe('$48.20');
  });
});
