/** What the box plot knows: the driver read from its attributes, a box suggested, and what a box does, in numbers and words. */
import type { Attribute } from '#domain/catalog/product.ts';
import { sealedExcursion, ventedExcursion } from '#domain/loudspeaker/excursion.ts';
import { cutoff, logSpaced, type Response } from '#domain/loudspeaker/response.ts';
import {
  nameQtc,
  sealedBox,
  sealedPeak,
  sealedResponse,
  sealedVolume,
} from '#domain/loudspeaker/sealed-box.ts';
import {
  leastPortDiameter,
  portLength,
  suitsVent,
  USUAL_LEAKAGE,
  ventedCutoff,
  ventedResponse,
  ventedStart,
} from '#domain/loudspeaker/vented-box.ts';

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

export type Kind = 'sealed' | 'vented';

export interface Box {
  readonly kind: Kind;
  /** m³. */
  readonly volume: number;
  /** Hz; what the port is tuned to. */
  readonly fb: number;
}

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

/** Litres a person would cut boards for: three figures below ten, whole ones above. */
export function roundVolume(volume: number): number {
  const litres = volume * 1000;
  return (litres < 10 ? Math.round(litres * 10) / 10 : Math.round(litres)) / 1000;
}

/** The box to begin with; a driver that suits no port is shown sealed. */
export function suggest(driver: PlotDriver, kind?: Kind): Box {
  const start = ventedStart(driver);
  const chosen = kind ?? (suitsVent(driver) && driver.qts <= 0.5 ? 'vented' : 'sealed');
  const sealed = sealedVolume(driver, Math.max(Math.SQRT1_2, driver.qts * 1.2)) ?? driver.vas;
  const volume = chosen === 'vented' ? start.volume : sealed;
  return { kind: chosen, volume: Math.max(0.0003, roundVolume(volume)), fb: Math.round(start.fb) };
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

const PORTS = [0.034, 0.05, 0.068, 0.1, 0.15];

/** A port tube that tunes the box without whistling: the narrowest one sold that is wide enough, m. */
export function port(
  driver: PlotDriver,
  box: Box,
): { readonly diameter: number; readonly length: number } | undefined {
  if (box.kind !== 'vented') return undefined;
  const displaced = (driver.sd ?? 0) * (driver.xmax ?? 0);
  const least = displaced > 0 ? leastPortDiameter(box.fb, displaced) : 0.05;
  const diameter = PORTS.find((d) => d >= least * 0.8) ?? PORTS.at(-1)!;
  const length = portLength(box.volume, box.fb, diameter);
  return length > 0.01 ? { diameter, length } : undefined;
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
