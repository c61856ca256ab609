/** The box a builder would begin with, in numbers one would cut boards for; shop texts and the plot on a page both ask here. */
import type { SmallSignal } from './driver.ts';
import { sealedVolume } from './sealed-box.ts';
import { leastPortDiameter, portLength, suitsVent, ventedStart } from './vented-box.ts';

type Driver = Pick<SmallSignal, 'fs' | 'qts' | 'vas'>;

export type BoxKind = 'sealed' | 'vented';

export interface SuggestedBox {
  readonly kind: BoxKind;
  /** m³: tenths of a litre below ten litres, whole litres above. */
  readonly volume: number;
  /** Hz, whole; what a port would be tuned to. */
  readonly fb: number;
}

export function roundVolume(volume: number): number {
  const litres = volume * 1000;
  return (litres < 10 ? Math.round(litres * 10) / 10 : Math.round(litres)) / 1000;
}

/** The kind wished for, else vented up to Qts 0.5 and sealed above. Sealed aims at Qtc 0.707, or a little above a higher Qts. */
export function suggestBox(driver: Driver, kind?: BoxKind): SuggestedBox {
  const start = ventedStart(driver);
  const chosen = kind ?? (suitsVent(driver) && driver.qts <= 0.5 ? 'vented' : 'sealed');
  const sealed = sealedVolume(driver, Math.max(Math.SQRT1_2, driver.qts * 1.2)) ?? driver.vas;
  const volume = chosen === 'vented' ? start.volume : sealed;
  return { kind: chosen, volume: Math.max(0.0003, roundVolume(volume)), fb: Math.round(start.fb) };
}

/** Inside diameters of tubes that are sold, m. */
const TUBES = [0.034, 0.05, 0.068, 0.1, 0.15];

/** The narrowest tube that tunes the box without whistling; `displaced` is Sd times Xmax, 0 where unknown. */
export function suggestPort(
  volume: number,
  fb: number,
  displaced: number,
): { readonly diameter: number; readonly length: number } | undefined {
  const least = displaced > 0 ? leastPortDiameter(fb, displaced) : 0.05;
  const diameter = TUBES.find((tube) => tube >= least * 0.8) ?? TUBES.at(-1)!;
  const length = portLength(volume, fb, diameter);
  return length > 0.01 ? { diameter, length } : undefined;
}
