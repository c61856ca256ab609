/** A small product for catalog tests, and the short ways to bring it into a shop. */
import type { ImportItem, ImportProduct } from '#server/catalog/import/import-product.ts';
import { importProducts } from '#server/catalog/import/import-products.ts';
import type { Shop } from '#server/shop.ts';

export function part(
  key: string,
  more: Partial<ImportProduct> = {},
  unitPrice = 1_000_000,
  onHand = 10,
): ImportProduct {
  return {
    key,
    title: `Part ${key}`,
    vendor: 'Maker',
    partNumber: key,
    summary: '',
    html: '',
    category: ['Parts', 'Coils & Chokes'],
    tags: [],
    options: [],
    variants: [
      { sku: key, options: [], unitPrice, breaks: [], minimum: 1, multiple: 1, onHand, backorder: false },
    ],
    pictures: [],
    attributes: [{ key: 'inductance', label: 'Inductance', text: '1 mH', value: 0.001, unit: 'H' }],
    onSale: true,
    ...more,
  };
}

export const items = (...products: ImportProduct[]): ImportItem[] =>
  products.map((product) => ({ kind: 'product', product }));

/** Imports and publishes products of the source "test". */
export const apply = (shop: Shop, ...products: ImportProduct[]) =>
  importProducts(shop, 'test', items(...products), { apply: true });
