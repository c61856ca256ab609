/**
 * Tax of goods and delivery. Rounding: each rate is taken once, of the sum of everything it applies to,
 * half away from zero; what comes out is then split over the lines without losing a cent. Where inclusive prices of
 * goods and of delivery hold different rates, it is taken of each apart.
 */
import type { Minor } from '#domain/money/money.ts';
import { regionCode } from '#domain/places/address-needs.ts';
import { share, split } from './proportion.ts';
import type { QuotedTax } from './quote.ts';
import type { Destination, TaxRate, TaxTable } from './tables.ts';

export interface Taxable {
  readonly taxClass: string;
  /** After coupons. */
  readonly amount: Minor;
}

export interface Taxes {
  readonly taxes: readonly QuotedTax[];
  readonly total: Minor;
  /** Per line, in order. */
  readonly ofLines: readonly Minor[];
  readonly ofDelivery: Minor;
}

const MILLION = 1_000_000;
export const STANDARD = 'standard';
export const EXEMPT = 'exempt';

export function taxesFor(
  table: TaxTable,
  to: Destination,
  lines: readonly Taxable[],
  delivery: Minor,
): Taxes {
  const ofLines = lines.map(() => 0);
  let ofDelivery = 0;
  let total = 0;
  const taxes: QuotedTax[] = [];
  const rates = ratesFor(table, to);
  for (const rate of rates) {
    const wanted = rate.class ?? STANDARD;
    const goods = lines.map((line) => (line.taxClass === wanted ? line.amount : 0));
    const sent = isOnDelivery(rate) ? delivery : 0;
    const base = goods.reduce((a, b) => a + b, sent);
    if (base === 0 || rate.rate === 0) continue;
    const inGoods = sumOf(rates.filter((one) => (one.class ?? STANDARD) === wanted));
    const inDelivery = sumOf(rates.filter(isOnDelivery));
    const isOneSum = !table.pricesIncludeTax || sent === 0 || inGoods === inDelivery;
    const portions = isOneSum
      ? [{ parts: [...goods, sent], held: inGoods }]
      : [
          { parts: [...goods, 0], held: inGoods },
          { parts: [...goods.map(() => 0), sent], held: inDelivery },
        ];
    let amount = 0;
    for (const { parts, held } of portions) {
      const of = parts.reduce((a, b) => a + b, 0);
      if (of === 0) continue;
      const taken = share(of, rate.rate, MILLION + (table.pricesIncludeTax ? held : 0));
      split(taken, parts).forEach((part, i) => {
        if (i === lines.length) ofDelivery += part;
        else ofLines[i] = (ofLines[i] ?? 0) + part;
      });
      amount += taken;
    }
    total += amount;
    taxes.push({ name: rate.name, rate: rate.rate, base, amount });
  }
  return { taxes, total, ofLines, ofDelivery };
}

/** Rates that hold at an address: those of its country without a region, and those of its region. */
export function ratesFor(table: TaxTable, to: Destination): TaxRate[] {
  const country = to.country.toUpperCase();
  const region = regionCode(country, to.region);
  return table.rates.filter(
    (rate) =>
      rate.country === country &&
      (rate.region === undefined || rate.region.toUpperCase() === region) &&
      rate.class !== EXEMPT,
  );
}

const isOnDelivery = (rate: TaxRate): boolean => rate.onDelivery && (rate.class ?? STANDARD) === STANDARD;

/** An inclusive price holds every rate that applies to it at once: net = gross / (1 + their sum). */
const sumOf = (rates: readonly TaxRate[]): number => rates.reduce((sum, rate) => sum + rate.rate, 0);

/** Class of goods in a category: that of the nearest ancestor the table names. */
export function taxClassOf(table: TaxTable, categoryPath: string): string {
  let path = categoryPath;
  while (path !== '') {
    const found = table.classes[path];
    if (found !== undefined) return found;
    path = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  }
  return table.classes[''] ?? STANDARD;
}
