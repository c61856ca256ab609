/** What a list shows of a product: one rule for server and device, so that both draw the same list. */
import { bestStock } from './best-stock.ts';
import { factsOf } from './facts.ts';
import type { Product, ProductCard } from './product.ts';

/** `keys` are the telling attributes of its home category (see facts.ts); `category` is that category's path. */
export function cardOf(product: Product, category: string, keys: readonly string[]): ProductCard {
  const prices = product.variants.map((variant) => variant.unitPrice);
  const [only, second] = product.variants;
  const picture = product.pictures[0];
  return {
    id: product.id,
    slug: product.slug,
    title: product.title,
    vendor: product.vendor,
    partNumber: product.partNumber,
    category,
    ...(only && !second ? { variant: only } : {}),
    priceFrom: prices.length > 0 ? Math.min(...prices) : 0,
    priceTo: prices.length > 0 ? Math.max(...prices) : 0,
    stock: bestStock(product.variants.map((variant) => variant.stock)),
    ...(picture ? { picture } : {}),
    ...(product.drawing ? { drawing: product.drawing } : {}),
    facts: factsOf(product.attributes, keys),
  };
}
