/**
 * One quote from plain tables, the same code on server and device (there it is an estimate).
 * Order of work: pieces by break or sale price -> line amounts -> coupons -> delivery by the value left -> tax.
 * The parts sum to the total to the last minor unit.
 */
import { unitPriceAt } from '#domain/catalog/price-breaks.ts';
import { isInForce, type SalePrice } from '#domain/catalog/sale-price.ts';
import type { Variant, VariantId } from '#domain/catalog/product.ts';
import { lineTotal, type Currency, type Micro } from '#domain/money/money.ts';
import { applyCoupons, type CouponsApplied } from './coupons.ts';
import { deliveryChoices, deliveryPrice, isFreeAt, zoneFor } from './delivery.ts';
import { split } from './proportion.ts';
import type { DeliveryChoice, PriceReason, Quote, QuotedCoupon, QuotedDelivery } from './quote.ts';
import type { DeliveryTable, DeliveryZone, Destination, OfferedCoupon, TaxTable } from './tables.ts';
import { taxesFor } from './tax.ts';

export interface PricedLine {
  readonly variant: Pick<Variant, 'id' | 'unitPrice' | 'breaks' | 'weight'>;
  readonly n: number;
  readonly taxClass: string;
  readonly sale?: SalePrice;
}

export interface QuoteInput {
  readonly currency: Currency;
  readonly lines: readonly PricedLine[];
  readonly destination: Destination;
  /** Method wished for; the first choice when absent or not offered. */
  readonly shipping?: string;
  readonly coupons: readonly OfferedCoupon[];
  readonly delivery: DeliveryTable;
  readonly tax: TaxTable;
  /** The server's time; sale prices and coupons hold by it. */
  readonly at: number;
}

export function priceQuote(input: QuoteInput): Quote {
  const { currency, destination } = input;
  const together = quantities(input.lines);
  const priced = input.lines.map((line) => {
    const { unitPrice, because } = priceOf(line, together.get(line.variant.id) ?? line.n, input.at);
    return { line, unitPrice, because, amount: lineTotal(line.n, unitPrice, currency) };
  });
  const subtotal = priced.reduce((sum, line) => sum + line.amount, 0);
  const applied = applyCoupons(input.coupons, subtotal, input.at);
  const discounts = split(applied.discount, priced.length > 0 ? priced.map((line) => line.amount) : [0]);
  const value = subtotal - applied.discount;
  const weight = weightOf(input);
  const zone = zoneFor(input.delivery, destination);
  const choices = deliveryChoices(zone, weight, value);
  const delivery = chooseDelivery(zone, choices, input.shipping, weight, value, applied);
  const shipping = delivery?.price ?? 0;
  const taxables = priced.map(({ line, amount }, i) => ({
    taxClass: line.taxClass,
    amount: amount - (discounts[i] ?? 0),
  }));
  const tax = taxesFor(input.tax, destination, taxables, shipping);
  return {
    currency,
    lines: priced.map(({ line, unitPrice, because, amount }, i) => ({
      variant: line.variant.id,
      n: line.n,
      unitPrice,
      because,
      amount,
      discount: discounts[i] ?? 0,
      taxClass: line.taxClass,
      tax: tax.ofLines[i] ?? 0,
    })),
    subtotal,
    coupons: quotedCoupons(applied, delivery),
    discount: applied.discount,
    ...(delivery && { delivery: { ...delivery, tax: tax.ofDelivery } }),
    choices,
    shipping,
    taxes: tax.taxes,
    tax: tax.total,
    pricesIncludeTax: input.tax.pricesIncludeTax,
    total: value + shipping + (input.tax.pricesIncludeTax ? 0 : tax.total),
  };
}

/** Breaks count every piece of a variant in the order, also when two lines name it. */
function quantities(lines: readonly PricedLine[]): Map<VariantId, number> {
  const sums = new Map<VariantId, number>();
  for (const { variant, n } of lines) sums.set(variant.id, (sums.get(variant.id) ?? 0) + n);
  return sums;
}

function priceOf(
  { variant, sale }: PricedLine,
  quantity: number,
  at: number,
): { unitPrice: Micro; because: PriceReason } {
  const unitPrice = unitPriceAt(variant, quantity);
  if (sale && isInForce(sale, at) && sale.unitPrice < unitPrice) {
    const { until } = sale;
    return { unitPrice: sale.unitPrice, because: { rule: 'sale', ...(until !== undefined && { until }) } };
  }
  if (unitPrice === variant.unitPrice) return { unitPrice, because: { rule: 'list' } };
  const from = variant.breaks.reduce((found, step) => (step.from <= quantity ? step.from : found), 1);
  return { unitPrice, because: { rule: 'break', from } };
}

function weightOf({ lines, delivery }: QuoteInput): number {
  return lines.reduce((sum, { variant, n }) => sum + n * (variant.weight ?? delivery.unknownWeight), 0);
}

function chooseDelivery(
  zone: DeliveryZone | undefined,
  choices: readonly DeliveryChoice[],
  wished: string | undefined,
  weight: number,
  value: number,
  applied: CouponsApplied,
): Omit<QuotedDelivery, 'tax'> | undefined {
  const choice = choices.find((c) => c.method === wished) ?? (wished === undefined ? choices[0] : undefined);
  const method = zone?.methods.find((m) => m.id === choice?.method);
  if (!zone || !choice || !method) return undefined;
  const fullPrice = deliveryPrice(method, weight, value) ?? 0;
  const isFree = isFreeAt(method, value);
  const byCoupon = !isFree && fullPrice > 0 && applied.freeDelivery !== undefined;
  return {
    method: method.id,
    name: method.name,
    about: method.about,
    isCollection: choice.isCollection,
    zone: zone.name,
    fullPrice,
    price: isFree || byCoupon ? 0 : fullPrice,
    because: choice.isCollection ? 'collection' : isFree ? 'free-from' : byCoupon ? 'coupon' : 'rate',
    ...(method.freeFrom !== undefined && { freeFrom: method.freeFrom }),
  };
}

function quotedCoupons(
  applied: CouponsApplied,
  delivery: Omit<QuotedDelivery, 'tax'> | undefined,
): QuotedCoupon[] {
  return applied.coupons.map(({ offered, amount, refused, missing }) => {
    const frees = offered.code === applied.freeDelivery;
    const freed = frees && delivery?.because === 'coupon' ? delivery.fullPrice : 0;
    const verdict = refused ?? (frees && freed === 0 ? 'no-effect' : undefined);
    return {
      code: offered.code,
      name: offered.coupon?.name ?? offered.code,
      amount: amount + freed,
      ...(verdict && { refused: verdict }),
      ...(missing !== undefined && { missing }),
    };
  });
}
