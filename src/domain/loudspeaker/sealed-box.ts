/**
 * The sealed box: a second-order high-pass.
 * Source: R. H. Small, "Closed-Box Loudspeaker Systems, Part I: Analysis" (JAES 20, 1972).
 */
import type { SmallSignal } from './driver.ts';
import type { Response } from './response.ts';

export interface SealedBox {
  /** Net volume of air, m³. */
  readonly volume: number;
  /** Total Q of the driver in this box. */
  readonly qtc: number;
  /** Resonance in this box, Hz. */
  readonly fc: number;
  readonly f3: number;
}

type Driver = Pick<SmallSignal, 'fs' | 'qts' | 'vas'>;

/** alpha = Vas/Vb; fc = fs sqrt(1 + alpha); Qtc = Qts sqrt(1 + alpha) (Small 1972). Throws on a volume that is not positive. */
export function sealedBox(driver: Driver, volume: number): SealedBox {
  if (!(volume > 0)) throw new RangeError(`a box of ${volume} m³ holds no air`);
  const stiffer = Math.sqrt(1 + driver.vas / volume);
  const [qtc, fc] = [driver.qts * stiffer, driver.fs * stiffer];
  return { volume, qtc, fc, f3: sealedCutoff(qtc, fc) };
}

/** The volume that gives a wanted Qtc, or undefined when the driver's own Qts is already above it. */
export function sealedVolume(driver: Driver, qtc: number): number | undefined {
  return qtc > driver.qts ? driver.vas / ((qtc / driver.qts) ** 2 - 1) : undefined;
}

/** Closed form of F3 for a second-order high-pass (Small 1972). */
export function sealedCutoff(qtc: number, fc: number): number {
  const a = 1 / qtc ** 2 - 2;
  return fc * Math.sqrt((a + Math.sqrt(a ** 2 + 4)) / 2);
}

/** |G(jf)| in dB, G = s²/(s² + s/Qtc + 1) with s = jf/fc. */
export function sealedResponse(box: Pick<SealedBox, 'qtc' | 'fc'>): Response {
  return (hertz) => {
    const x2 = (hertz / box.fc) ** 2;
    return 20 * Math.log10(x2 / Math.hypot(1 - x2, Math.sqrt(x2) / box.qtc));
  };
}

/** Peak of the response above the passband, dB: 0 up to Qtc = 0.707 (Small 1972). */
export function sealedPeak(qtc: number): number {
  const q2 = qtc ** 2;
  return q2 <= 0.5 ? 0 : 10 * Math.log10(q2 ** 2 / (q2 - 0.25));
}

/** How the trade calls a Qtc. */
export function nameQtc(qtc: number): string {
  if (qtc < 0.48) return 'overdamped';
  if (qtc < 0.53) return 'critically damped';
  if (qtc < 0.63) return 'nearly Bessel, best transients';
  if (qtc < 0.68) return 'between Bessel and Butterworth';
  if (qtc < 0.75) return 'Butterworth, maximally flat';
  if (qtc < 1.05) return 'a slight lift before the roll-off';
  return 'boomy: a larger box would be calmer';
}
