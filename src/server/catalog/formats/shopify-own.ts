/** Our own columns in Shopify's format, as metafields: what a part has and Shopify's columns do not know. */
import type { PriceBreak } from '#domain/catalog/product.ts';

export const OWN = {
  partNumber: 'Part number (product.metafields.cartwright.part_number)',
  datasheet: 'Datasheet (product.metafields.cartwright.datasheet)',
  breaks: 'Quantity prices (product.metafields.cartwright.quantity_prices)',
  minimum: 'Minimum quantity (product.metafields.cartwright.minimum_quantity)',
  multiple: 'Quantity multiple (product.metafields.cartwright.quantity_multiple)',
  sale: 'Sale price (product.metafields.cartwright.sale_price)',
  saleFrom: 'Sale from (product.metafields.cartwright.sale_from)',
  saleUntil: 'Sale until (product.metafields.cartwright.sale_until)',
  lowAt: 'Low at (product.metafields.cartwright.low_at)',
} as const;

/** "10:0.4942;100:0.3666". */
export function writeBreaks(breaks: readonly PriceBreak[]): string {
  return breaks.map((step) => `${step.from}:${step.unitPrice / 1e6}`).join(';');
}

export function readBreaks(text: string): PriceBreak[] {
  return text.split(';').flatMap((pair) => {
    const found = /^\s*(\d+)\s*:\s*(\d+(?:\.\d+)?(?:e-\d+)?)\s*$/.exec(pair);
    return found ? [{ from: Number(found[1]), unitPrice: Math.round(Number(found[2]) * 1e6) }] : [];
  });
}
