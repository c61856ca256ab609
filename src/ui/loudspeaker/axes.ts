/** The paper the curves are drawn on: logarithmic frequency, decibels, and curves as path data in a field of 2000 by 1200. */
import { logSpaced, type Response } from '#domain/loudspeaker/response.ts';

export const FIELD = { width: 2000, height: 1200 } as const;
/** dB at the upper and lower edge, relative to the passband. */
export const TOP = 6;
export const BOTTOM = -24;

export interface Axes {
  readonly low: number;
  readonly high: number;
}

/** Fifty to one around what matters: 10 to 500 Hz for woofers, 20 Hz to 1 kHz for small drivers, 40 Hz to 2 kHz above. */
export function axesFor(fs: number): Axes {
  const low = fs < 75 ? 10 : fs < 180 ? 20 : 40;
  return { low, high: low * 50 };
}

/** Place of a frequency along the axis, 0 to 1. */
export function alongAxis(axes: Axes, hertz: number): number {
  return Math.log(hertz / axes.low) / Math.log(axes.high / axes.low);
}

/** Place of a level from the top, 0 to 1. */
export function downAxis(decibel: number): number {
  return (TOP - decibel) / (TOP - BOTTOM);
}

/** Path data of a response in 120 points; where it falls far below the paper it leaves it. */
export function curve(axes: Axes, response: Response): string {
  return logSpaced(axes.low, axes.high, 120)
    .map((hertz, i) => {
      const x = Math.round(alongAxis(axes, hertz) * FIELD.width);
      const y = Math.round(downAxis(Math.max(response(hertz), BOTTOM - 12)) * FIELD.height);
      return `${i === 0 ? 'M' : i === 1 ? 'L' : ' '}${x} ${y}`;
    })
    .join('');
}

/** Gridlines: every whole step of the decade, those with a label marked. */
export function frequencies({ low, high }: Axes): { readonly hertz: number; readonly label: string }[] {
  const lines: { hertz: number; label: string }[] = [];
  for (let decade = 10 ** Math.floor(Math.log10(low)); decade <= high; decade *= 10) {
    for (let step = 1; step < 10; step++) {
      const hertz = step * decade;
      if (hertz < low || hertz > high) continue;
      const isLabelled = step === 1 || step === 2 || step === 5;
      lines.push({ hertz, label: isLabelled ? (hertz >= 1000 ? `${hertz / 1000}k` : String(hertz)) : '' });
    }
  }
  return lines;
}

export const LEVELS = [6, 0, -6, -12, -18, -24] as const;

/** The track of a slider is even by ratio: place 0 to 1000 between two ends. */
export function toTrack(value: number, least: number, most: number): number {
  return Math.round((1000 * Math.log(value / least)) / Math.log(most / least));
}

export function fromTrack(place: number, least: number, most: number): number {
  return least * (most / least) ** (place / 1000);
}
