/**
 * A moving-coil driver: from its mechanics to the parameters of Thiele and Small, and back.
 * Sources: A. N. Thiele, "Loudspeakers in Vented Boxes" (1961, JAES 1971);
 * R. H. Small, "Direct-Radiator Loudspeaker System Analysis" (JAES 20, 1972). All in SI units.
 */
import { AIR_DENSITY, AIR_STIFFNESS, REFERENCE_PRESSURE, SOUND_SPEED } from './air.ts';

/** What a driver is made of. */
export interface Mechanics {
  /** Moving mass with its air load, kg. */
  readonly mms: number;
  /** Compliance of the suspension, m/N. */
  readonly cms: number;
  /** Mechanical loss, kg/s. */
  readonly rms: number;
  /** Effective area of the cone, m². */
  readonly sd: number;
  /** Force factor, T·m. */
  readonly bl: number;
  /** Resistance of the voice coil to direct current, Ω. */
  readonly re: number;
}

/** The small-signal parameters a box is computed from. */
export interface SmallSignal {
  /** Resonance in free air, Hz. */
  readonly fs: number;
  readonly qms: number;
  readonly qes: number;
  readonly qts: number;
  /** Volume of air as springy as the suspension, m³. */
  readonly vas: number;
}

/** Qts = Qms Qes / (Qms + Qes): both losses side by side (Small 1972). */
export function totalQ(qms: number, qes: number): number {
  return (qms * qes) / (qms + qes);
}

/** fs = 1 / (2 pi sqrt(Mms Cms)), Hz. */
export function resonance(mms: number, cms: number): number {
  return 1 / (2 * Math.PI * Math.sqrt(mms * cms));
}

/** Vas = rho c² Cms Sd², m³. */
export function equivalentVolume(cms: number, sd: number): number {
  return AIR_STIFFNESS * cms * sd ** 2;
}

/** The small-signal parameters of a driver, exactly, from its mechanics. */
export function smallSignal(driver: Mechanics): SmallSignal {
  const { mms, cms, rms, sd, bl, re } = driver;
  const fs = resonance(mms, cms);
  const reactance = Math.sqrt(mms / cms);
  const qms = reactance / rms;
  const qes = (reactance * re) / bl ** 2;
  return { fs, qms, qes, qts: totalQ(qms, qes), vas: equivalentVolume(cms, sd) };
}

/** The mechanics that have these parameters; with `smallSignal` a round trip. */
export function mechanics(wanted: Omit<SmallSignal, 'qts'>, sd: number, re: number): Mechanics {
  const cms = wanted.vas / (AIR_STIFFNESS * sd ** 2);
  const mms = 1 / ((2 * Math.PI * wanted.fs) ** 2 * cms);
  const reactance = Math.sqrt(mms / cms);
  return { mms, cms, rms: reactance / wanted.qms, sd, bl: Math.sqrt((reactance * re) / wanted.qes), re };
}

/** eta0 = (4 pi² / c³) fs³ Vas / Qes: acoustic watts per electrical watt into half space (Small 1972). */
export function efficiency(driver: Pick<SmallSignal, 'fs' | 'vas' | 'qes'>): number {
  return ((4 * Math.PI ** 2) / SOUND_SPEED ** 3) * ((driver.fs ** 3 * driver.vas) / driver.qes);
}

/** dB SPL at `distance` metres for `watts` of electrical power, radiating into half space. */
export function soundPressureLevel(eta: number, watts = 1, distance = 1): number {
  const intensity = (eta * watts) / (2 * Math.PI * distance ** 2);
  return 20 * Math.log10(Math.sqrt(intensity * AIR_DENSITY * SOUND_SPEED) / REFERENCE_PRESSURE);
}

/** dB SPL at 1 m for a voltage (2.83 V: one watt into 8 Ω) across a coil of `re` Ω. */
export function sensitivity(
  driver: Pick<SmallSignal, 'fs' | 'vas' | 'qes'>,
  re: number,
  volts = 2.83,
): number {
  return soundPressureLevel(efficiency(driver), volts ** 2 / re);
}

/** Effective area from the diameter measured from the middle of the surround, m². */
export function coneArea(diameter: number): number {
  return (Math.PI * diameter ** 2) / 4;
}
