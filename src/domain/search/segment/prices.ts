/**
 * Price per product at any quantity: the lowest over its offers, as steps (from, unit price).
 *
 * Two streams of varints. Steps, per product: twice their number, plus one where prices are counted in single
 * micro-units and not in hundreds, then the distance of each to the quantity before.
 * Prices, per product: the first, then how much less each next one is (twice that; less one where it is more).
 */
import type { Micro } from '#domain/money/money.ts';
import { unitPriceAt } from '#domain/catalog/price-breaks.ts';
import type { SearchDocument } from '../document.ts';
import { ByteReader, type ByteWriter } from './bytes.ts';

const COARSE = 100;

export interface PriceStreams {
  readonly steps: ByteWriter;
  readonly prices: ByteWriter;
}

export function writePrices(offers: SearchDocument['offers'], out: PriceStreams): void {
  const quantities = new Set([1, ...offers.flatMap((offer) => offer.breaks.map((step) => step.from))]);
  const steps: { from: number; price: Micro }[] = [];
  if (offers.length > 0)
    for (const from of [...quantities].sort((a, b) => a - b)) {
      const price = Math.min(...offers.map((offer) => unitPriceAt(offer, from)));
      if (price !== steps.at(-1)?.price) steps.push({ from, price });
    }
  const unit = steps.every(({ price }) => price % COARSE === 0) ? COARSE : 1;
  out.steps.varint(steps.length * 2 + (unit === 1 ? 1 : 0));
  steps.forEach(({ from, price }, i) => {
    const before = steps[i - 1];
    out.steps.varint(from - (before?.from ?? 0));
    const less = ((before?.price ?? 0) - price) / unit;
    out.prices.varint(!before ? price / unit : less >= 0 ? less * 2 : -less * 2 - 1);
  });
}

/** Unit price in micro-units of each of `size` products when `quantity` are bought; NaN where nothing is offered. */
export function readPrices(
  streams: { readonly steps: Uint8Array; readonly prices: Uint8Array },
  size: number,
  quantity: number,
): Float64Array {
  const steps = new ByteReader(streams.steps);
  const prices = new ByteReader(streams.prices);
  const found = new Float64Array(size).fill(Number.NaN);
  for (let doc = 0; doc < size; doc++) {
    const head = steps.varint();
    const unit = head % 2 === 1 ? 1 : COARSE;
    const count = Math.floor(head / 2);
    let from = 0;
    let price = 0;
    for (let i = 0; i < count; i++) {
      from += steps.varint();
      const told = prices.varint();
      price = i === 0 ? told : told % 2 === 0 ? price - told / 2 : price + (told + 1) / 2;
      if (from <= quantity) found[doc] = price * unit;
    }
  }
  return found;
}
