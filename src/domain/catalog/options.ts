/** Choosing among the variants of a product by its options. */
import type { Product, Variant, VariantId } from './product.ts';

/** The variant an address names, else the first that can be had, else the first. Undefined only for a product without variants. */
export function variantOf(variants: readonly Variant[], wanted?: VariantId): Variant | undefined {
  return (
    variants.find((variant) => variant.id === wanted) ??
    variants.find((variant) => variant.stock !== 'out') ??
    variants[0]
  );
}

export interface Choice {
  readonly value: string;
  /** Where choosing it leads; absent when no variant has this value. */
  readonly variant?: Variant;
  readonly selected: boolean;
}

/**
 * What each value of the option at `index` leads to, seen from the chosen variant: the variant that differs in
 * this option alone where there is one, else the one that shares most of the other choices.
 */
export function choicesOf(
  product: Pick<Product, 'options' | 'variants'>,
  chosen: Variant,
  index: number,
): Choice[] {
  const shared = (variant: Variant) =>
    variant.options.filter((value, i) => i !== index && value === chosen.options[i]).length;
  return (product.options[index]?.values ?? []).map((value) => {
    const able = product.variants.filter((variant) => variant.options[index] === value);
    const nearest = able.reduce<Variant | undefined>(
      (best, variant) => (best && shared(best) >= shared(variant) ? best : variant),
      undefined,
    );
    return {
      value,
      selected: chosen.options[index] === value,
      ...(nearest && { variant: nearest }),
    };
  });
}
