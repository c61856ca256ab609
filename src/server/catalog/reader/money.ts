/** Prices as files write them: "15.00 USD", "$4.20", "₹32,999", "1.234,50 €". */
import { parseMicro, type Micro } from '#domain/money/money.ts';

export interface ReadPrice {
  readonly micro: Micro;
  /** ISO 4217, where the cell names one for certain. */
  readonly currency?: string;
}

/** Signs that belong to one currency; "$", "kr" and "¥" belong to several and name none. */
const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₽': 'RUB',
  '₩': 'KRW',
  '₺': 'TRY',
  '₴': 'UAH',
  '₫': 'VND',
  '₱': 'PHP',
  '₪': 'ILS',
  zł: 'PLN',
};

const PLAIN = /^\d*[.,]?\d+$/;
const GROUPED = /^\d{1,3}([.,\s'\u00a0\u202f]\d{3})+([.,]\d+)?$/;
const INDIAN = /^\d{1,2}(,\d{2})+,\d{3}(\.\d+)?$/;

/** The price of a cell, or undefined when it is none. Never negative. */
export function readPrice(text: string, decimal: '.' | ',' = '.'): ReadPrice | undefined {
  const found = /^([^\d.,-]*?)\s*([\d.,\s'\u00a0\u202f]*\d)\s*([^\d.,]*)$/u.exec(text.trim());
  if (!found) return undefined;
  const [, before = '', number = '', after = ''] = found;
  const word = `${before}${after}`.trim();
  if (word !== '' && !/^(\p{Sc}|[A-Z]{1,3}\p{Sc}?|kr\.?|zł|[a-z]{3})$/iu.test(word)) return undefined;
  if (!PLAIN.test(number) && !GROUPED.test(number) && !INDIAN.test(number)) return undefined;
  const micro = parseMicro(indianGroups(number), decimal);
  if (micro === undefined) return undefined;
  const currency = /^[A-Za-z]{3}$/.test(word) ? word.toUpperCase() : SIGNS[word];
  return { micro, ...(currency ? { currency } : {}) };
}

/** "1,29,999": groups of two before the last three. */
function indianGroups(number: string): string {
  return INDIAN.test(number) ? number.replaceAll(',', '') : number;
}
