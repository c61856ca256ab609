/**
 * Reads what a cell says of a quantity: "2.2 µF", "-40℃~+85℃", "5-1/4\"", "2k2", "90dB@12V,10cm", "±10%".
 *
 * - the whole text must be understood, or the quantity is unknown: part numbers (12AX7), package codes (0805),
 *   dimensions (12x8mm), lists (50mW, 60mW) and limits (<5 ms) are no one number and never guessed at;
 * - a condition behind "@" and a remark in brackets at the end do not change the number before them;
 * - RKM codes (IEC 60062): 4k7, 4R7, 2u2; a bare prefix (4.7k) takes its unit from what the label asks for.
 */
import { foldSigns, prefixFactor, unitOf, type Unit } from './units.ts';

export interface Quantity {
  readonly value: number;
  /** Upper end of a range; `value` is the lower. */
  readonly upper?: number;
  /** SI symbol, "" for a bare number. */
  readonly unit: string;
}

/** What the label says: the unit of bare numbers ("Fs (Hz)"), and the quantity it is about. */
export interface Expectation {
  /** Unit for a number that bears none. */
  readonly unit?: Unit;
  /** SI symbol a bare prefix or RKM code stands for. */
  readonly symbol?: string;
  /** It counts pins or positions: "40P" is forty. */
  readonly isCount?: boolean;
}

const NOTHING: Expectation = {};
const LONGEST = 60;
const NUMBER = String.raw`[+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|\.\d+)(?:[eE][+-]\d{1,2})?`;
const FRACTION = String.raw`[+-]?(?:\d+[ -])?\d+/\d+`;
const MEASURE = new RegExp(`^(${FRACTION}|${NUMBER})\\s*(.*)$`, 'u');
const RKM = /^(\d*)([RrkKMGmunpµ])(\d+)$/u;

/** The quantity a text states, or undefined where it states none that is certain. */
export function parseQuantity(text: string, expected: Expectation = NOTHING): Quantity | undefined {
  if (text.length > LONGEST) return undefined;
  const plain = bare(text);
  if (plain === '' || !/\d/.test(plain)) return undefined;
  return range(plain, expected) ?? single(plain, expected);
}

/** The text without condition, closing remark, tolerance sign, diameter sign and channel count. */
function bare(text: string): string {
  if ((text.match(/@/g)?.length ?? 0) > 1) return '';
  return fold(text)
    .replace(/\s*@.*$/u, '')
    .replace(/\s*\([^()]*\)$/u, (remark) => (/^\s*\(A\)$/.test(remark) ? remark : ''))
    .replace(/^(?:±|\+\/-)\s*/u, '')
    .replace(/^[ØøφΦ⌀]\s*/u, '')
    .replace(/(\d\s*W)\s*[x×*]\s*\d{1,2}$/u, '$1')
    .trim();
}

function fold(text: string): string {
  return foldSigns(text)
    .replace(/[\u00a0\u2009\u202f]/g, ' ')
    .replace(
      /(\d?)\s?([½¼¾⅛⅜⅝⅞⅓⅔])/gu,
      (_, before: string, sign: string) =>
        `${before ? `${before} ` : ''}${sign.normalize('NFKC').replace('\u2044', '/')}`,
    )
    .replace(/[−﹣－]/g, '-')
    .replace(/[～〜∼]/g, '~')
    .trim();
}

const RANGES: readonly RegExp[] = [
  /^(.+?)\s*(?:~|\.\.\.?|…|\bto\b)\s*(.+)$/u,
  /^(.*\d.*?)\s*–\s*(.*\d.*)$/u,
  // A plain hyphen only between two positive numbers with a unit behind: "20-200 Hz", never "5-1/4" or a date.
  /^(\d+(?:\.\d+)?)\s?-\s?(\d+(?:\.\d+)?\s*[^\d\s/-].*)$/u,
];

function range(text: string, expected: Expectation): Quantity | undefined {
  for (const pattern of RANGES) {
    const found = pattern.exec(text);
    if (!found) continue;
    const high = single(found[2]!, expected);
    if (!high) return undefined;
    const low = lowEnd(found[1]!, found[2]!, high, expected);
    if (!low || low.unit !== high.unit) return undefined;
    const ends = [low.value, high.value].sort((a, b) => a - b) as [number, number];
    return ends[0] === ends[1]
      ? { value: ends[0], unit: high.unit }
      : { value: ends[0], upper: ends[1], unit: high.unit };
  }
  return undefined;
}

/** The lower end: with its own unit, else it shares the upper one's, prefix included while it stays the lower ("10~100kHz"). */
function lowEnd(text: string, highText: string, high: Quantity, expected: Expectation): Quantity | undefined {
  const own = measure(text, NOTHING);
  if (own && own.unit !== '') return own;
  if (!own) return single(text, expected);
  if (high.unit === '') return own;
  const suffix = MEASURE.exec(highText.trim())?.[2] ?? '';
  const shared = measure(`${text.trim()}${suffix}`, expected);
  if (shared && shared.value < high.value) return shared;
  return { value: own.value, unit: high.unit };
}

function single(text: string, expected: Expectation): Quantity | undefined {
  return rkm(text.trim(), expected) ?? measure(text.trim(), expected);
}

function measure(text: string, expected: Expectation): Quantity | undefined {
  const found = MEASURE.exec(text.trim());
  if (!found) return undefined;
  const [, number = '', symbol = ''] = found;
  const amount = amountOf(number);
  if (amount === undefined) return undefined;
  if (expected.isCount) return /^(P|Pins?)?$/i.test(symbol) ? { value: amount, unit: '' } : undefined;
  if (symbol === '') return bareNumber(number, amount, expected);
  const unit = unitOf(symbol) ?? prefixed(symbol, expected);
  if (!unit || isKilo(symbol, expected)) return isKilo(symbol, expected) ? kilo(amount, expected) : undefined;
  return { value: round(amount * unit.factor + (unit.offset ?? 0)), unit: unit.unit };
}

/** "10K" of a resistor is ten kiloohms, not ten kelvin; "6500K" of a lamp is. Without a label that says so it is unknown. */
const isKilo = (symbol: string, expected: Expectation) => symbol === 'K' && expected.symbol !== 'K';

function kilo(amount: number, { symbol }: Expectation): Quantity | undefined {
  return symbol === undefined ? undefined : { value: round(amount * 1e3), unit: symbol };
}

function prefixed(symbol: string, expected: Expectation): Unit | undefined {
  const factor = symbol.length === 1 ? prefixFactor(symbol) : undefined;
  if (factor === undefined) return undefined;
  if (expected.symbol !== undefined) return { unit: expected.symbol, factor };
  return symbol === 'k' ? { unit: '', factor } : undefined;
}

function bareNumber(number: string, amount: number, { unit }: Expectation): Quantity | undefined {
  // 0805 is a package, 4006381333931 a barcode, 1/2 a date or a channel.
  if (/^0\d/.test(number) || /^\d{9,}$/.test(number) || number.includes('/')) return undefined;
  return unit
    ? { value: round(amount * unit.factor + (unit.offset ?? 0)), unit: unit.unit }
    : { value: amount, unit: '' };
}

function rkm(text: string, { symbol }: Expectation): Quantity | undefined {
  const found = RKM.exec(text);
  if (!found) return undefined;
  const [, whole = '', letter = '', part = ''] = found;
  if (whole === '' && !/[Rr]/.test(letter)) return undefined;
  const isOhm = /[RrkKM]/.test(letter);
  // The letters n, p, u stand for farad as well as henry: only the label tells.
  const unit = symbol ?? (isOhm ? 'Ω' : undefined);
  if (unit === undefined) return undefined;
  if (/[Rr]/.test(letter) && unit !== 'Ω') return undefined;
  const factor = /[Rr]/.test(letter) ? 1 : prefixFactor(letter)!;
  return { value: round(Number(`${whole || '0'}.${part}`) * factor), unit };
}

/** A decimal, a decimal comma, grouped thousands, or a fraction with or without a whole before it. */
function amountOf(text: string): number | undefined {
  const fraction = /^([+-]?)(?:(\d+)[ -])?(\d+)\/(\d+)$/.exec(text);
  if (fraction) {
    const [, sign, whole = '0', over, under] = fraction;
    if (Number(under) === 0) return undefined;
    const amount = Number(whole) + Number(over) / Number(under);
    return sign === '-' ? -amount : amount;
  }
  const grouped = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(text);
  const amount = Number(grouped ? text.replaceAll(',', '') : text.replace(',', '.'));
  return Number.isFinite(amount) ? amount : undefined;
}

/** Twelve digits: 2.2 x 1e-6 is 2.2e-6. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}
