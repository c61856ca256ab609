/**
 * Money as the house counts it. Totals are integer minor units of one ISO 4217 currency;
 * unit prices are integer micro-units (millionths of the major unit), because parts cost 0.0027.
 */

/** Integer minor units: cents for USD, yen for JPY, fils for KWD. */
export type Minor = number;
/** Integer millionths of the major unit: 0.0027 USD is 2700. */
export type Micro = number;

export interface Currency {
  /** ISO 4217 code, upper case. */
  readonly code: string;
  /** Decimals of the minor unit by ISO 4217: 0, 2 or 3. */
  readonly decimals: 0 | 2 | 3;
}

const NO_DECIMALS = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '));
const THREE_DECIMALS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** The currency of an ISO 4217 code; decimals by the standard. Throws on anything but three letters. */
export function currencyOf(code: string): Currency {
  const upper = code.toUpperCase();
  if (!/^[A-Z]{3}$/.test(upper)) throw new RangeError(`"${code}" is no ISO 4217 currency code`);
  const decimals = NO_DECIMALS.has(upper) ? 0 : THREE_DECIMALS.has(upper) ? 3 : 2;
  return { code: upper, decimals };
}

/** Micro-units in one minor unit: 10,000 for USD, 1,000,000 for JPY, 1,000 for KWD. */
export function microPerMinor(currency: Currency): number {
  return 10 ** (6 - currency.decimals);
}

/** Integer division rounded half away from zero; exact for any safe integers. */
export function divideHalfAway(amount: number, divisor: number): number {
  const whole = Math.trunc(amount / divisor);
  const rest = amount - whole * divisor;
  return 2 * Math.abs(rest) >= divisor ? whole + Math.sign(amount) : whole;
}

/** quantity x unit price, rounded half away from zero to minor units, once. Exact also beyond 2^53 inside. */
export function lineTotal(quantity: number, unitPrice: Micro, currency: Currency): Minor {
  const exact = quantity * unitPrice;
  const divisor = microPerMinor(currency);
  if (Number.isSafeInteger(exact)) return divideHalfAway(exact, divisor);
  const big = BigInt(quantity) * BigInt(unitPrice);
  const d = BigInt(divisor);
  const sign = big < 0n ? -1n : 1n;
  return Number((big + (sign * d) / 2n) / d);
}

/**
 * Reads a decimal text ("1,234.50", "1.234,50", "0,0027") into micro-units, or undefined when it is no number
 * or has more than six decimals. A lone comma or point followed by exactly three digits is read as `decimal` says.
 */
export function parseMicro(text: string, decimal: '.' | ',' = '.'): Micro | undefined {
  const plain = text.trim().replace(/[\s\u00a0\u202f']/g, '');
  if (!/^-?[\d.,]*\d[\d.,]*$/.test(plain)) return undefined;
  const point = plain.lastIndexOf('.');
  const comma = plain.lastIndexOf(',');
  const mark =
    point >= 0 && comma >= 0 ? (point > comma ? '.' : ',') : loneMark(plain, point >= 0 ? '.' : ',', decimal);
  const other = mark === '.' ? ',' : '.';
  const normal = plain.split(other).join('');
  const parts = normal.split(mark);
  if (parts.length > 2) return undefined;
  const fraction = (parts[1] ?? '').replace(/0+$/, '');
  if (fraction.length > 6) return undefined;
  const negative = normal.startsWith('-');
  const whole = Number((parts[0] ?? '').replace('-', '') || '0');
  const micro = whole * 1_000_000 + Number(fraction.padEnd(6, '0') || '0');
  if (!Number.isSafeInteger(micro)) return undefined;
  return negative ? 0 - micro : micro;
}

function loneMark(plain: string, found: '.' | ',', decimal: '.' | ','): '.' | ',' {
  const pieces = plain.split(found);
  if (pieces.length > 2) return found === '.' ? ',' : '.';
  if (found !== decimal && pieces.length === 2 && pieces[1]?.length === 3) return decimal;
  return found;
}

/** Minor units as the shopper reads them, with currency sign: "$48.20". */
export function formatMinor(amount: Minor, currency: Currency, locale = 'en-US'): string {
  return formatter(locale, currency.code, currency.decimals, currency.decimals).format(
    amount / 10 ** currency.decimals,
  );
}

/** A unit price as the shopper reads it: at least the minor decimals, up to six where the price needs them: "$0.0027". */
export function formatMicro(amount: Micro, currency: Currency, locale = 'en-US'): string {
  return formatter(locale, currency.code, currency.decimals, 6).format(amount / 1_000_000);
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(locale: string, code: string, least: number, most: number): Intl.NumberFormat {
  const key = `${locale} ${code} ${least} ${most}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: code,
      minimumFractionDigits: least,
      maximumFractionDigits: most,
    });
    formatters.set(key, found);
  }
  return found;
}
