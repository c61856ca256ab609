/** What a page knows of a part, as the cart keeps it. */
import type { LineSnapshot } from './line.ts';
import type { Product, ProductCard, Variant } from '#domain/catalog/product.ts';

export function snapshotOf(product: Product | ProductCard, variant: Variant): LineSnapshot {
  const picture = 'pictures' in product ? product.pictures[0] : product.picture;
  return {
    variant: variant.id,
    slug: product.slug,
    title: product.title,
    vendor: product.vendor,
    partNumber: product.partNumber,
    sku: variant.sku,
    options: [...variant.options],
    unitPrice: variant.unitPrice,
    breaks: variant.breaks.map((step) => ({ ...step })),
    minimum: variant.minimum,
    multiple: variant.multiple,
    stock: variant.stock,
    isOnSale: true,
    ...(picture && { picture: picture }),
    ...(product.drawing && { drawing: product.drawing }),
    // The page's word, which may be a kept one: the server's next answer is newer.
    asOf: 0,
  };
}
