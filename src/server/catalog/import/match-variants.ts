/** Which variants of a file are variants that stand. */
import type { ProductsTable, VariantRow } from '#server/database/tables.ts';
import type { Staged } from './staged.ts';

type Values<K extends string> = Readonly<Record<K, unknown>>;

/** Whether two rows agree in these columns. */
const isSame = <K extends string>(a: Values<K>, b: Values<K>, columns: readonly K[]): boolean =>
  columns.every((column) => a[column] === b[column]);

/** Whether a product keeps what an index knows of it. */
export const keepsPlace = (wanted: Staged['product'], was: ProductsTable): boolean =>
  isSame(wanted, was, ['slug', 'title', 'category_id', 'on_sale']);

/** Whether a variant keeps what an index knows of it. */
export const variantKeepsPlace = (wanted: Staged['variants'][number], was: VariantRow): boolean =>
  isSame(wanted, was, ['position', 'sku']) &&
  (wanted.sale_stated === 0 || isSame(wanted, was, ['sale_price', 'sale_from', 'sale_until']));

/** Whether a product has the same variants on sale as before, each in its place. */
export function keepsVariants(wanted: Staged['variants'], known: readonly VariantRow[]): boolean {
  const onSale = known.filter((variant) => variant.on_sale === 1).map(({ id }) => id);
  return (
    wanted.length === onSale.length &&
    wanted.every((variant) => variant.keeps_place === 1 && onSale.includes(variant.variant_id))
  );
}

/** Known variants keep their id: found by SKU, else by options, else the only one by the only one. Answers those nobody names. */
export function matchVariants(
  staged: Staged['variants'],
  known: readonly VariantRow[],
  productId: number,
  newId: () => number,
): VariantRow[] {
  const free = new Set(known);
  const match = (fits: (variant: VariantRow, wanted: Staged['variants'][number]) => boolean) => {
    for (const wanted of staged) {
      if (wanted.variant_id !== 0) continue;
      for (const variant of free) {
        if (!fits(variant, wanted)) continue;
        wanted.variant_id = variant.id;
        wanted.is_new = 0;
        wanted.keeps_place = variantKeepsPlace(wanted, variant) ? 1 : 0;
        free.delete(variant);
        break;
      }
    }
  };
  for (const wanted of staged) {
    wanted.variant_id = 0;
    wanted.is_new = 1;
    wanted.product_id = productId;
  }
  match((variant, wanted) => variant.sku === wanted.sku && variant.options === wanted.options);
  match((variant, wanted) => wanted.sku !== '' && variant.sku === wanted.sku);
  match((variant, wanted) => variant.options === wanted.options);
  match(() => staged.length === 1 && known.length === 1);
  for (const wanted of staged) if (wanted.variant_id === 0) wanted.variant_id = newId();
  return [...free];
}
