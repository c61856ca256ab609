/** Which dots an order takes: those of its lines, and only while the cart still says what the shopper was shown. */
import { liveDots, type CartState } from '#domain/cart/cart.ts';
import type { Dot } from '#domain/cart/dot.ts';
import { viewCart } from '#domain/cart/view-cart.ts';
import type { VariantId } from '#domain/catalog/product.ts';

/**
 * `shown` is what the total was asked for, `ordered` the variants that can be had of it. Undefined where the cart has
 * changed since (another tab, another device, an order that took them): its dots would take along pieces nobody ordered.
 */
export function dotsToOrder(
  state: CartState,
  hidden: ReadonlySet<Dot>,
  shown: readonly { readonly variant: VariantId; readonly n: number }[],
  ordered: readonly VariantId[],
): Dot[] | undefined {
  const now = new Map(viewCart(state, hidden).map((line) => [line.variant, line.n]));
  if (shown.some(({ variant, n }) => now.get(variant) !== n)) return undefined;
  return [...liveDots(state)]
    .filter(([dot, { variant }]) => ordered.includes(variant) && !hidden.has(dot))
    .map(([dot]) => dot);
}
