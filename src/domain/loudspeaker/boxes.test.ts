/** The box responses against closed forms, and against the electro-mechanical circuit solved with complex numbers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AIR_STIFFNESS } from './air.ts';
import { smallSignal, type Mechanics } from './driver.ts';
import { sealedExcursion, ventedExcursion } from './excursion.ts';
import { cutoff, HALF_POWER, logSpaced, peak } from './response.ts';
import { nameQtc, sealedBox, sealedCutoff, sealedPeak, sealedResponse, sealedVolume } from './sealed-box.ts';
import {
  leastPortDiameter,
  portLength,
  suitsVent,
  ventedCutoff,
  ventedResponse,
  ventedStart,
} from './vented-box.ts';

type Complex = readonly [number, number];
const plus = (a: Complex, b: Complex): Complex => [a[0] + b[0], a[1] + b[1]];
const times = (a: Complex, b: Complex): Complex => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
const inverse = ([re, im]: Complex): Complex => [re / (re * re + im * im), -im / (re * re + im * im)];
const size = (a: Complex) => Math.hypot(...a);

interface Circuit {
  readonly volume: number;
  /** Acoustic mass of the port, kg/m⁴; none: sealed. */
  readonly port?: number;
  /** Acoustic resistance of the leaks, Pa·s/m³; none: tight. */
  readonly leak?: number;
}

/** Cone velocity and far pressure (both to a common factor) of a driver on a box, from its circuit alone. */
function solve(driver: Mechanics, box: Circuit, hertz: number, volts: number) {
  const w = 2 * Math.PI * hertz;
  const air: Complex = [0, (w * box.volume) / AIR_STIFFNESS];
  let admittance = air;
  if (box.port !== undefined) admittance = plus(admittance, [0, -1 / (w * box.port)]);
  if (box.leak !== undefined) admittance = plus(admittance, [1 / box.leak, 0]);
  const load = inverse(admittance);
  const mechanical: Complex = [
    driver.rms + driver.bl ** 2 / driver.re,
    w * driver.mms - 1 / (w * driver.cms),
  ];
  const velocity = times(
    [(volts * driver.bl) / driver.re, 0],
    inverse(plus(mechanical, times([driver.sd ** 2, 0], load))),
  );
  // What leaves cone, port and leaks together is what squeezes the air of the box.
  const squeezed = times(times(velocity, [driver.sd, 0]), times(load, air));
  return { displacement: (Math.SQRT2 * size(velocity)) / w, pressure: w * size(squeezed) };
}

/** The same, relative to the passband, where acceleration is e Bl / (Re Mms). */
function circuitLevel(driver: Mechanics, box: Circuit, hertz: number): number {
  const passband = (driver.bl / driver.re / driver.mms) * driver.sd;
  return 20 * Math.log10(solve(driver, box, hertz, 1).pressure / passband);
}

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyDriver = fc.record({
  mms: between(0.004, 0.2),
  cms: between(1e-4, 2e-3),
  rms: between(0.3, 5),
  sd: between(0.004, 0.1),
  bl: between(3, 20),
  re: between(3, 8),
});
const anyVolume = between(0.002, 0.2);
const anyHertz = between(8, 500);

describe('sealed box', () => {
  it('responds as its circuit does', () => {
    fc.assert(
      fc.property(anyDriver, anyVolume, anyHertz, (driver, volume, hertz) => {
        const small = smallSignal(driver);
        const level = sealedResponse(sealedBox(small, volume))(hertz);
        expect(level).toBeCloseTo(circuitLevel(driver, { volume }, hertz), 6);
        const moved = sealedExcursion({ ...driver, ...small }, volume, hertz, 2.83);
        expect(moved / solve(driver, { volume }, hertz, 2.83).displacement).toBeCloseTo(1, 6);
      }),
    );
  });

  it('with Qtc 0.707 is Butterworth: F3 = fc, no peak', () => {
    const driver = { fs: 30, qts: 0.35, vas: 0.06 };
    const volume = sealedVolume(driver, Math.SQRT1_2)!;
    const box = sealedBox(driver, volume);
    expect(box.qtc).toBeCloseTo(Math.SQRT1_2, 12);
    expect(box.f3).toBeCloseTo(box.fc, 9);
    expect(box.fc / driver.fs).toBeCloseTo(box.qtc / driver.qts, 12);
    for (const x of [0.2, 0.5, 1, 2, 5]) {
      expect(sealedResponse(box)(x * box.fc)).toBeCloseTo(-10 * Math.log10(1 + x ** -4), 9);
    }
  });

  it('has its closed-form F3 where the curve crosses half power, and its closed-form peak', () => {
    fc.assert(
      fc.property(between(0.3, 2), between(20, 120), (qtc, resonance) => {
        const response = sealedResponse({ qtc, fc: resonance });
        expect(cutoff(response, 40 * resonance)! / sealedCutoff(qtc, resonance)).toBeCloseTo(1, 6);
        expect(peak(response, resonance / 2, 400 * resonance)).toBeCloseTo(sealedPeak(qtc), 1);
      }),
    );
  });

  it('refuses what cannot be', () => {
    expect(sealedVolume({ fs: 30, qts: 0.8, vas: 0.06 }, 0.7)).toBeUndefined();
    expect(() => sealedBox({ fs: 30, qts: 0.4, vas: 0.06 }, 0)).toThrow(RangeError);
    expect(nameQtc(0.707)).toContain('Butterworth');
    expect(nameQtc(1.4)).toContain('boomy');
  });
});

describe('vented box', () => {
  it('responds as its circuit does, leaks included', () => {
    fc.assert(
      fc.property(
        anyDriver,
        anyVolume,
        between(15, 90),
        between(3, 30),
        anyHertz,
        (driver, volume, fb, ql, hertz) => {
          const small = smallSignal(driver);
          const wb = 2 * Math.PI * fb;
          const capacity = volume / AIR_STIFFNESS;
          const circuit = { volume, port: 1 / (wb ** 2 * capacity), leak: ql / (wb * capacity) };
          const box = { volume, fb, ql };
          expect(ventedResponse(small, box)(hertz)).toBeCloseTo(circuitLevel(driver, circuit, hertz), 5);
          const moved = ventedExcursion({ ...driver, ...small }, box, hertz, 2.83);
          expect(moved).toBeCloseTo(solve(driver, circuit, hertz, 2.83).displacement, 9);
        },
      ),
    );
  });

  it('is the fourth-order Butterworth at Thiele’s alignment 5: Qts 0.383, alpha 1.414, h 1', () => {
    // Coefficients of B4: 2.6131, 3.4142, 2.6131.
    const qts = 1 / Math.sqrt(4 + 2 * Math.SQRT2);
    const driver = { fs: 32, qts, vas: 0.05 };
    const box = { volume: driver.vas / Math.SQRT2, fb: 32, ql: Infinity };
    for (const x of [0.25, 0.5, 1, 2, 4]) {
      expect(ventedResponse(driver, box)(32 * x)).toBeCloseTo(-10 * Math.log10(1 + x ** -8), 9);
    }
    expect(ventedCutoff(driver, box)).toBeCloseTo(32, 6);
    expect(ventedResponse(driver, box)(ventedCutoff(driver, box))).toBeCloseTo(HALF_POWER, 9);
  });

  it('becomes the sealed box as the port closes', () => {
    const driver = { fs: 40, qts: 0.45, vas: 0.02 };
    const sealed = sealedResponse(sealedBox(driver, 0.02));
    const vented = ventedResponse(driver, { volume: 0.02, fb: 0.01, ql: Infinity });
    for (const hertz of logSpaced(10, 400, 20)) expect(vented(hertz)).toBeCloseTo(sealed(hertz), 4);
  });

  it('starts near flat for the drivers it suits', () => {
    for (const qts of [0.25, 0.3, 0.35, 0.4, 0.45]) {
      const driver = { fs: 30, qts, vas: 0.08 };
      const box = ventedStart(driver);
      expect(suitsVent(driver)).toBe(true);
      expect(Math.abs(peak(ventedResponse(driver, box), 10, 1000))).toBeLessThan(1.5);
      // Keele's own fit of F3.
      expect(ventedCutoff(driver, box) / (0.26 * 30 * qts ** -1.4)).toBeCloseTo(1, 0);
    }
    expect(suitsVent({ fs: 30, qts: 0.9, vas: 0.08 })).toBe(false);
  });

  it('gives ports the builder’s formula gives', () => {
    // L = 23562.5 D² n / (fb² Vb) - 0.732 D, in centimetres and litres (c = 344 m/s).
    for (const [litres, fb, cm] of [
      [20, 40, 5],
      [50, 30, 7.5],
      [9, 55, 4],
    ] as const) {
      const rule = (23562.5 * cm ** 2) / (fb ** 2 * litres) - 0.732 * cm;
      expect(portLength(litres / 1000, fb, cm / 100) * 100).toBeCloseTo(rule, 0);
    }
    expect(leastPortDiameter(40, 0.0136 * 0.0055)).toBeCloseTo(0.0547, 4);
  });
});
