/** Attributes of the demo parts: the text as a maker would print it and the same number in SI units. */
import type { Attribute } from '#domain/catalog/product.ts';

/** Printed unit -> [SI symbol, factor]. */
const SI = {
  Hz: ['Hz', 1],
  kHz: ['Hz', 1e3],
  l: ['m3', 1e-3],
  mm: ['m', 1e-3],
  m: ['m', 1],
  'cm²': ['m2', 1e-4],
  'mm²': ['m2', 1e-6],
  g: ['kg', 1e-3],
  'g/m²': ['kg/m2', 1e-3],
  'mm/N': ['m/N', 1e-3],
  'kg/s': ['kg/s', 1],
  'T·m': ['T·m', 1],
  Ω: ['Ω', 1],
  kΩ: ['Ω', 1e3],
  mH: ['H', 1e-3],
  µF: ['F', 1e-6],
  V: ['V', 1],
  A: ['A', 1],
  W: ['W', 1],
  dB: ['dB', 1],
  '%': ['%', 1],
  '°C': ['°C', 1],
} as const;

export type PrintedUnit = keyof typeof SI;

/** A number without float dust: 0.0214 and not 0.021400000000000002. */
const clean = (n: number): number => Number(n.toPrecision(12));

/** "Fs 42 Hz": `shown` is the printed number; its value in SI units follows from it, so text and number cannot differ. */
export function measure(
  key: string,
  label: string,
  shown: number | string,
  unit: PrintedUnit,
  sign = '',
): Attribute {
  const [symbol, factor] = SI[unit];
  return {
    key,
    label,
    text: `${sign}${shown} ${unit}`,
    value: clean(Number(shown) * factor),
    unit: symbol,
  };
}

/** A bare number: a Q, a count. */
export function ratio(key: string, label: string, shown: number | string): Attribute {
  return { key, label, text: String(shown), value: Number(shown), unit: '' };
}

/** A property in words. */
export function word(key: string, label: string, text: string): Attribute {
  return { key, label, text };
}

/** `n` with so many significant digits, trailing zeros kept off: 0.957, 21.4, 368. */
export function significant(n: number, digits: number): number {
  return Number(n.toPrecision(digits));
}

/** Litres as people say them: 2.4, 9.5, 23, 140. */
export function sayLitres(cubicMetres: number): string {
  const litres = cubicMetres * 1000;
  return litres < 10 ? litres.toFixed(1) : String(Math.round(litres));
}
