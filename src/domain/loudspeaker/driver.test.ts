import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coneArea,
  efficiency,
  equivalentVolume,
  mechanics,
  resonance,
  sensitivity,
  smallSignal,
  soundPressureLevel,
  totalQ,
} from './driver.ts';
import { AIR_DENSITY, SOUND_SPEED } from './air.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyDriver = fc.record({
  mms: between(0.0002, 0.5),
  cms: between(2e-5, 3e-3),
  rms: between(0.05, 8),
  sd: between(4e-4, 0.2),
  bl: between(1, 30),
  re: between(2, 16),
});

describe('small-signal parameters', () => {
  it('hold the identities of Thiele and Small for any mechanics', () => {
    fc.assert(
      fc.property(anyDriver, (driver) => {
        const { fs, qms, qes, qts, vas } = smallSignal(driver);
        const omega = 2 * Math.PI * fs;
        expect(1 / qts).toBeCloseTo(1 / qms + 1 / qes, 9);
        expect(qts).toBeLessThan(Math.min(qms, qes));
        expect((omega * driver.mms) / driver.rms / qms).toBeCloseTo(1, 9);
        expect((omega * driver.mms * driver.re) / driver.bl ** 2 / qes).toBeCloseTo(1, 9);
        expect(omega ** 2 * driver.mms * driver.cms).toBeCloseTo(1, 9);
        expect(vas / (AIR_DENSITY * SOUND_SPEED ** 2 * driver.sd ** 2 * driver.cms)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('go back to the mechanics they came from', () => {
    fc.assert(
      fc.property(anyDriver, (driver) => {
        const again = mechanics(smallSignal(driver), driver.sd, driver.re);
        for (const key of ['mms', 'cms', 'rms', 'bl'] as const)
          expect(again[key] / driver[key]).toBeCloseTo(1, 9);
      }),
    );
  });

  it('have the efficiency of a piston far below its wavelength', () => {
    // Beranek: eta0 = (rho / 2 pi c) (Bl Sd / Mms)² / Re, from the mechanics and not from fs, Vas, Qes.
    fc.assert(
      fc.property(anyDriver, (driver) => {
        const direct =
          ((AIR_DENSITY / (2 * Math.PI * SOUND_SPEED)) * ((driver.bl * driver.sd) / driver.mms) ** 2) /
          driver.re;
        expect(efficiency(smallSignal(driver)) / direct).toBeCloseTo(1, 9);
      }),
    );
  });

  it('agree with a textbook driver', () => {
    const small = smallSignal({ mms: 0.0165, cms: 8.7e-4, rms: 1.2, sd: 0.0136, bl: 7.1, re: 6.1 });
    expect(small.fs).toBeCloseTo(42.0, 1);
    expect(small.qms).toBeCloseTo(3.63, 2);
    expect(small.qes).toBeCloseTo(0.527, 3);
    expect(small.qts).toBeCloseTo(0.46, 2);
    expect(small.vas * 1000).toBeCloseTo(22.8, 1);
  });
});

describe('sound pressure', () => {
  it('of one acoustic watt into half space is 112 dB at a metre, six less at two', () => {
    expect(soundPressureLevel(1)).toBeCloseTo(112.15, 1);
    expect(soundPressureLevel(1) - soundPressureLevel(1, 1, 2)).toBeCloseTo(6.02, 2);
  });
  it('at 2.83 V counts the current the coil draws', () => {
    const driver = { fs: 40, vas: 0.03, qes: 0.4 };
    expect(sensitivity(driver, 4) - sensitivity(driver, 8)).toBeCloseTo(3.01, 2);
    expect(sensitivity(driver, 8)).toBeCloseTo(soundPressureLevel(efficiency(driver)), 1);
  });
});

it('single formulas', () => {
  expect(totalQ(4, 0.4)).toBeCloseTo(0.3636, 4);
  expect(resonance(0.01, 1e-3)).toBeCloseTo(50.33, 2);
  expect(equivalentVolume(1e-3, 0.0136) * 1000).toBeCloseTo(26.2, 1);
  expect(coneArea(0.13)).toBeCloseTo(0.01327, 5);
});
