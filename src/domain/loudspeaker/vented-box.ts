/**
 * The vented box: a fourth-order high-pass with leakage losses.
 * Source: R. H. Small, "Vented-Box Loudspeaker Systems, Part I: Small-Signal Analysis" (JAES 21, 1973).
 */
import { SOUND_SPEED } from './air.ts';
import type { SmallSignal } from './driver.ts';
import { cutoff, type Response } from './response.ts';

/** Leakage Q of an ordinary, well made box (Small 1973, Part II). */
export const USUAL_LEAKAGE = 7;

export interface Vented {
  /** Net volume of air, m³. */
  readonly volume: number;
  /** Resonance of box and port, Hz. */
  readonly fb: number;
  /** Q of the leakage losses; Infinity for a lossless box. */
  readonly ql: number;
}

type Driver = Pick<SmallSignal, 'fs' | 'qts' | 'vas'>;

/**
 * The denominator of G(s) at s = jw as [real, imaginary] (Small 1973):
 * s⁴Tb²Ts² + s³(Tb²Ts/Qt + TbTs²/QL) + s²((1 + alpha)Tb² + TbTs/(QL Qt) + Ts²) + s(Tb/QL + Ts/Qt) + 1.
 */
export function ventedDenominator(driver: Driver, box: Vented, hertz: number): readonly [number, number] {
  const u = hertz / box.fb;
  const v = hertz / driver.fs;
  const alpha = driver.vas / box.volume;
  const { ql } = box;
  const { qts } = driver;
  const real = u * u * v * v - ((1 + alpha) * u * u + (u * v) / (ql * qts) + v * v) + 1;
  const imaginary = u / ql + v / qts - ((u * u * v) / qts + (u * v * v) / ql);
  return [real, imaginary];
}

/** |G(jf)| in dB: numerator s⁴Tb²Ts² over the denominator above. */
export function ventedResponse(driver: Driver, box: Vented): Response {
  return (hertz) => {
    const above = (hertz / box.fb) ** 2 * (hertz / driver.fs) ** 2;
    return 20 * Math.log10(above / Math.hypot(...ventedDenominator(driver, box, hertz)));
  };
}

/** F3 of a vented box, Hz. */
export function ventedCutoff(driver: Driver, box: Vented): number {
  const high = 60 * Math.max(driver.fs, box.fb) * Math.sqrt(1 + driver.vas / box.volume);
  return cutoff(ventedResponse(driver, box), high) ?? box.fb;
}

/**
 * A box to begin with, close to maximally flat with QL = 7: Vb = 15 Vas Qts^2.87, fb = 0.42 fs Qts^-0.9
 * (D. B. Keele, fitted to Thiele's and Small's alignments). Sensible for Qts from about 0.2 to 0.6.
 */
export function ventedStart(driver: Driver): Vented {
  return {
    volume: 15 * driver.vas * driver.qts ** 2.87,
    fb: 0.42 * driver.fs * driver.qts ** -0.9,
    ql: USUAL_LEAKAGE,
  };
}

/** May this driver go into a vented box at all? Above Qts 0.6 a port only booms; below 0.15 nothing is left of the bass. */
export function suitsVent(driver: Driver): boolean {
  return driver.qts >= 0.15 && driver.qts <= 0.6;
}

/**
 * Length of a round port, m; below zero the port is too narrow for this tuning.
 * Helmholtz, with end correction for one flanged and one free end (0.850 + 0.614 radii).
 */
export function portLength(volume: number, fb: number, diameter: number, ports = 1): number {
  const area = (Math.PI * diameter ** 2 * ports) / 4;
  const mass = (SOUND_SPEED ** 2 * area) / ((2 * Math.PI * fb) ** 2 * volume);
  return mass - 1.464 * (diameter / 2);
}

/** Least port diameter without audible wind: sqrt(fb Vd), m, with Vd = Sd Xmax in m³ (Small 1973, Part II). */
export function leastPortDiameter(fb: number, displacedVolume: number): number {
  return Math.sqrt(fb * displacedVolume);
}
