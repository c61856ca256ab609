/**
 * Measures in running text, spelled one way: `5-1/4"`, `5.25 in` and `5.25-inch` become `5.25in`;
 * `2200 nF`, `2.2µF` and `2u2` become `2.2uf` and `2.2u`; `8 Ω` becomes `8ohm`; `0.13 m` becomes `130mm`.
 *
 * - Numbers of SI units are written with an engineering prefix (1 to 999.9), mega as `meg` because case is lost later.
 * - The prefix keeps its case while it is read: `10mΩ` and `10MΩ` differ. Nobody sells millihertz: `mhz` is MHz.
 * - A number that hangs on letters (RSM120040W) is a part number and stays as it is.
 * - Household units only get one name: they are never converted.
 */

const HOUSEHOLD: Readonly<Record<string, string>> = {
  'in inch inches': 'in',
  'ft foot feet': 'ft',
  'gal gallon gallons': 'gal',
  'lb lbs pound pounds': 'lb',
  'oz ounce ounces': 'oz',
  'qt quart quarts': 'qt',
  btu: 'btu',
  hp: 'hp',
  'ga gauge': 'ga',
  'piece pieces': 'pc',
  'pk pack packs': 'pk',
  light: 'lt',
  'db decibel decibels': 'db',
};

const WORDED: Readonly<Record<string, string>> = {
  watt: 'w',
  watts: 'w',
  volt: 'v',
  volts: 'v',
  amp: 'a',
  amps: 'a',
  ohm: 'ohm',
  ohms: 'ohm',
  hertz: 'hz',
  farad: 'f',
  henry: 'h',
  litre: 'l',
  litres: 'l',
  liter: 'l',
  liters: 'l',
  metre: 'm',
  metres: 'm',
  meter: 'm',
  meters: 'm',
};

const names = new Map(
  Object.entries(HOUSEHOLD).flatMap(([all, one]) => all.split(' ').map((name) => [name, one] as const)),
);

/** Units whose bare number is worth finding too ("8" finds 8 ohm). */
export const BARE_UNITS: ReadonlySet<string> = new Set([
  ...names.values(),
  ...'w v a f h hz ohm mm cm m l'.split(' '),
]);

/** Between a measure and the bare number it was written with. */
export const ALSO = '\u0002';

const POWERS: Readonly<Record<string, number>> = { p: -12, n: -9, u: -6, m: -3, c: -2, k: 3, M: 6, G: 9 };
const ENGINEERING: readonly string[] = ['p', 'n', 'u', 'm', '', 'k', 'meg', 'g'];

const NUMBER = String.raw`(?<![A-Za-z\d.])(\d+(?:\.\d+)?)`;
// "in" is a word too: as a unit it ends the phrase or is followed by another measure.
const INCH = String.raw`inch(?:es)?|in\.|in(?=\s*(?:$|x|\d|,|\)|[whdl]\b))`;
const HOUSE = String.raw`(${INCH}|feet|foot|ft\.?|gallons?|gal\.?|pounds?|lbs?\.?|ounces?|oz\.?|quarts?|qt\.?|btu|hp|gauge|ga\.?|pieces?|packs?|pk|light|decibels?|db)`;
const SPOKEN = String.raw`(p|n|u|m|k|M|G|pico|nano|micro|milli|centi|kilo|mega?|giga)?[ -]?(watts?|volts?|amps?|hertz|farad|henry|ohms?|lit(?:re|er)s?|met(?:re|er)s?)`;
const SYMBOL = String.raw`([pnumckKMGUNP]?)(ohms?|f|h|v|a|w|hz|m|g|l)`;
const END = String.raw`(?![a-z0-9])`;

const PATTERN = new RegExp(`${NUMBER}[\\s-]*(?:${HOUSE}${END}|${SPOKEN}${END}|${SYMBOL}${END})`, 'gi');
const CODE = /(?<![A-Za-z\d.])(\d+)([pnukKMGR])(\d+)(?![A-Za-z\d.])/g;

/** Writes every measure of a folded text its one way. */
export function spellUnits(text: string): string {
  if (!/\d/.test(text)) return text;
  return fractions(text)
    .replace(CODE, (_, whole: string, letter: string, rest: string) =>
      letter === 'R' ? `${whole}.${rest}ohm` : `${whole}.${rest}${letter.toLowerCase()}`,
    )
    .replace(/(?<![A-Za-z\d.])(\d+)R(?![A-Za-z\d])/g, '$1ohm')
    .replace(PATTERN, spellMeasure)
    .replace(/(\d)\s*%/g, '$1pct ');
}

function fractions(text: string): string {
  return text
    .replace(/(\d+)[\s-]+(\d+)\/(2|3|4|8|16|32|64)(?!\d)/g, (_, whole: string, part: string, of: string) =>
      short(Number(whole) + Number(part) / Number(of)),
    )
    .replace(
      /(^|[^\d.A-Za-z])(\d+)\/(2|3|4|8|16|32|64)(?![\d/])/g,
      (_, before: string, part: string, of: string) => before + short(Number(part) / Number(of)),
    )
    .replace(/(^|[^\d])\.(\d)/g, '$10.$2')
    .replace(/(\d)\s*(?:''|"|”)/g, '$1in ')
    .replace(/(\d)\s*(?:'|’)(?!s)/g, '$1ft ')
    .replace(/(\d(?:\s*(?:in\.?|ft\.?))?)\s*[xX×*]\s*(?=\.?\d)/g, '$1 x ')
    .replace(/\s*°\s*/g, '');
}

function spellMeasure(
  all: string,
  number: string,
  house: string | undefined,
  spoken: string | undefined,
  worded: string | undefined,
  prefix: string | undefined,
  symbol: string | undefined,
): string {
  if (house) return ` ${short(Number(number))}${names.get(house.toLowerCase().replace('.', '')) ?? house} `;
  const unit = (worded ? WORDED[worded.toLowerCase()] : symbol?.toLowerCase().replace('ohms', 'ohm')) ?? '';
  const power = powerOf(worded ? (spoken ?? '') : (prefix ?? ''), unit);
  if (power === undefined) return all;
  return ` ${engineering(Number(number), power, unit)} `;
}

function powerOf(prefix: string, unit: string): number | undefined {
  if (prefix === '') return 0;
  const letter = prefix.length > 1 ? (/^me/i.test(prefix) ? 'M' : prefix[0]!.toLowerCase()) : prefix;
  if (/^micro$/i.test(prefix)) return -6;
  if (/^milli$/i.test(prefix)) return -3;
  if (/^centi$/i.test(prefix)) return -2;
  if (/^giga$/i.test(prefix)) return 9;
  if (letter === 'c') return unit === 'm' ? -2 : undefined;
  if (letter === 'm' && unit === 'hz') return 6;
  if ('KUNP'.includes(letter)) return POWERS[letter.toLowerCase()];
  return POWERS[letter];
}

/** `value` x 10^`power` with the prefix that leaves 1 to 999.9 before the unit; 1500 W keeps its 1500 beside 1.5kw. */
function engineering(value: number, power: number, unit: string): string {
  if (value === 0) return `0${unit}`;
  const steps = Math.floor((Math.log10(value) + power) / 3 + 1e-9);
  const step = Math.min(Math.max(steps, -4), 3);
  const shown = short(value * 10 ** (power - step * 3));
  const spelled = `${shown}${ENGINEERING[step + 4] ?? ''}${unit}`;
  return power === 0 && step !== 0 ? `${spelled}${ALSO}${short(value)}` : spelled;
}

/** At most five significant digits, never an exponent. */
function short(value: number): string {
  const text = String(Number(value.toPrecision(5)));
  return text.includes('e') ? value.toFixed(value < 1 ? 12 : 0) : text;
}
