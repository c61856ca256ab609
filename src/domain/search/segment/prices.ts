/**
 * Price per product at any quantity: the lowest over its offers, as steps (from, unit price).
 * Bytes per product: number of steps, then per step the distance to the quantity before and the price, all varints.
 */
import type { Micro } from '#domain/money/money.ts';
import { unitPriceAt } from '#domain/catalog/price-breaks.ts';
import type { SearchDocument } from '../document.ts';
import { ByteReader, type ByteWriter } from './bytes.ts';

export function writePrices(offers: SearchDocument['offers'], out: ByteWriter): void {
  const quantities = new Set([1, ...offers.flatMap((offer) => offer.breaks.map((step) => step.from))]);
  const steps: { from: number; price: Micro }[] = [];
  if (offers.length > 0)
    for (const from of [...quantities].sort((a, b) => a - b)) {
      const price = Math.min(...offers.map((offer) => unitPriceAt(offer, from)));
      if (price !== steps.at(-1)?.price) steps.push({ from, price });
    }
  out.varint(steps.length);
  steps.forEach(({ from, price }, i) => {
    out.varint(from - (steps[i - 1]?.from ?? 0));
    out.varint(price);
  });
}

/** Unit price in micro-units of each of `size` products when `quantity` are bought; NaN where nothing is offered. */
export function readPrices(bytes: Uint8Array, size: number, quantity: number): Float64Array {
  const reader = new ByteReader(bytes);
  const prices = new Float64Array(size).fill(Number.NaN);
  for (let doc = 0; doc < size; doc++) {
    let from = 0;
    for (let steps = reader.varint(); steps > 0; steps--) {
      from += reader.varint();
      const price = reader.varint();
      if (from <= quantity) prices[doc] = price;
    }
  }
  return prices;
}
