/** What the box plot knows: the driver read from its attributes, a box suggested, and what a box does, in numbers and words. */
import type { Attribute } from '#domain/catalog/product.ts';
import { sealedExcursion, ventedExcursion } from '#domain/loudspeaker/excursion.ts';
import { cutoff, logSpaced, type Response } from '#domain/loudspeaker/response.ts';
import { nameQtc, sealedBox, sealedPeak, sealedResponse } from '#domain/loudspeaker/sealed-box.ts';
import { suggestPort, type BoxKind, type SuggestedBox } from '#domain/loudspeaker/suggest-box.ts';
import { USUAL_LEAKAGE, ventedCutoff, ventedResponse } from '#domain/loudspeaker/vented-box.ts';

/** A driver as far as its product page tells; SI units. */
export interface PlotDriver {
  readonly fs: number;
  readonly qts: number;
  readonly vas: number;
  readonly sd?: number;
  readonly xmax?: number;
  readonly re?: number;
  readonly bl?: number;
  readonly cms?: number;
  readonly sensitivity?: number;
}

export type Kind = BoxKind;
export type Box = SuggestedBox;

const KEYS: Readonly<Record<keyof PlotDriver, readonly string[]>> = {
  fs: ['resonance-fs', 'fs', 'resonance-frequency', 'resonant-frequency-fs'],
  qts: ['total-q-qts', 'qts', 'total-q'],
  vas: ['equivalent-volume-vas', 'vas', 'equivalent-volume'],
  sd: ['cone-area-sd', 'sd', 'effective-area-sd'],
  xmax: ['linear-excursion-xmax', 'xmax'],
  re: ['dc-resistance-re', 're'],
  bl: ['force-factor-bl', 'bl'],
  cms: ['compliance-cms', 'cms'],
  sensitivity: ['sensitivity', 'spl'],
};

/** The driver behind a list of attributes, or undefined when fs, Qts or Vas is missing or impossible. */
export function readDriver(attributes: readonly Attribute[]): PlotDriver | undefined {
  const find = (name: keyof PlotDriver): number | undefined => {
    const value = attributes.find((a) => KEYS[name].includes(a.key))?.value;
    return value !== undefined && value > 0 ? value : undefined;
  };
  const [fs, qts, vas] = [find('fs'), find('qts'), find('vas')];
  if (fs === undefined || qts === undefined || vas === undefined) return undefined;
  const rest: Partial<Record<keyof PlotDriver, number>> = {};
  for (const name of ['sd', 'xmax', 're', 'bl', 'cms', 'sensitivity'] as const) {
    const value = find(name);
    if (value !== undefined) rest[name] = value;
  }
  return { ...rest, fs, qts, vas };
}

/** What a box makes of a driver. */
export interface Outcome {
  readonly response: Response;
  readonly f3: number;
  readonly f10: number;
  /** Sealed: Qtc. */
  readonly qtc?: number;
  /** Highest level above the passband, dB. */
  readonly lift: number;
}

export function outcome(driver: PlotDriver, box: Box): Outcome {
  if (box.kind === 'sealed') {
    const sealed = sealedBox(driver, box.volume);
    const response = sealedResponse(sealed);
    const f10 = cutoff(response, 60 * sealed.fc, -10) ?? 0;
    return { response, f3: sealed.f3, f10, qtc: sealed.qtc, lift: sealedPeak(sealed.qtc) };
  }
  const vented = { volume: box.volume, fb: box.fb, ql: USUAL_LEAKAGE };
  const response = ventedResponse(driver, vented);
  const f3 = ventedCutoff(driver, vented);
  const lift = Math.max(0, ...logSpaced(box.fb / 2, box.fb * 20, 160).map(response));
  return { response, f3, f10: cutoff(response, f3 * 1.01, -10) ?? 0, lift };
}

/** A tube for a vented box; undefined where none fits, or the box is sealed. */
export function port(driver: PlotDriver, box: Box): ReturnType<typeof suggestPort> {
  if (box.kind !== 'vented') return undefined;
  return suggestPort(box.volume, box.fb, (driver.sd ?? 0) * (driver.xmax ?? 0));
}

/**
 * Watts (into Re) up to which the cone stays within Xmax at every frequency from `lowest` up, Hz;
 * undefined where too little is known.
 */
export function excursionLimit(driver: PlotDriver, box: Box, lowest: number): number | undefined {
  const { bl, re, cms, xmax } = driver;
  if (bl === undefined || re === undefined || cms === undefined || xmax === undefined) return undefined;
  const moving = { ...driver, bl, re, cms };
  const oneWatt = Math.sqrt(re);
  const vented = { volume: box.volume, fb: box.fb, ql: USUAL_LEAKAGE };
  const most = Math.max(
    ...logSpaced(lowest, lowest * 20, 160).map((hertz) =>
      box.kind === 'sealed'
        ? sealedExcursion(moving, box.volume, hertz, oneWatt)
        : ventedExcursion(moving, vented, hertz, oneWatt),
    ),
  );
  return (xmax / most) ** 2;
}

export const sayHertz = (hertz: number): string =>
  `${hertz < 20 ? Math.round(hertz * 10) / 10 : Math.round(hertz)} Hz`;

export function sayVolume(volume: number): string {
  const litres = volume * 1000;
  return `${litres < 10 ? Math.round(litres * 10) / 10 : Math.round(litres)} litres`;
}

/** The box in one or two sentences, as a reader of the curve would put it. */
export function describe(driver: PlotDriver, box: Box): string {
  const { f3, f10, qtc, lift } = outcome(driver, box);
  const where =
    box.kind === 'sealed'
      ? `Sealed in ${sayVolume(box.volume)}`
      : `Vented in ${sayVolume(box.volume)}, tuned to ${sayHertz(box.fb)}`;
  const character =
    qtc !== undefined
      ? `Qtc is ${qtc.toFixed(2)}: ${nameQtc(qtc)}.`
      : lift > 1
        ? `It lifts the bass by ${lift.toFixed(1)} dB before it falls.`
        : 'It is flat until it falls.';
  return `${where}, the level is 3 dB down at ${sayHertz(f3)} and 10 dB down at ${sayHertz(f10)}. ${character}`;
}
