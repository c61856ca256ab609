/** A checked product as the rows that staging keeps and publishing copies. */
import type { StagedProductsTable, StagedVariantsTable } from '#server/database/tables.ts';
import type { StoredBody } from '../stored-body.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { ImportProduct, ImportVariant } from './import-product.ts';

export interface Staged {
  product: StagedProductsTable;
  variants: StagedVariantsTable[];
  /** JSON of the rows it changes, for undo. */
  before?: string;
}

export const productColumns = [
  'import_id',
  'position',
  'external_key',
  'fingerprint',
  'slug_wish',
  'title',
  'vendor',
  'part_number',
  'category',
  'on_sale',
  'body',
  'action',
  'product_id',
  'slug',
  'slug_before',
  'category_id',
  'category_before',
  'keeps_place',
  'is_laid',
] as const satisfies readonly (keyof StagedProductsTable)[];

export const variantColumns = [
  'import_id',
  'product_position',
  'position',
  'variant_id',
  'is_new',
  'product_id',
  'sku',
  'barcode',
  'options',
  'unit_price',
  'compare_at',
  'breaks',
  'minimum',
  'multiple',
  'on_hand',
  'stock_change',
  'low_at',
  'backorder',
  'weight',
  'sale_price',
  'sale_from',
  'sale_until',
  'sale_stated',
  'keeps_place',
] as const satisfies readonly (keyof StagedVariantsTable)[];

/** "Low" begins here where a file says nothing else. */
export const DEFAULT_LOW_AT = 5;

/** The rows of `product`; what planning decides (ids, slug, action) is still open. */
export function stagedFrom(importId: string, position: number, product: ImportProduct): Staged {
  const body: StoredBody = {
    summary: product.summary,
    html: product.html,
    tags: product.tags,
    options: product.options,
    pictures: product.pictures,
    ...(product.drawing ? { drawing: product.drawing } : {}),
    ...(product.datasheet ? { datasheet: product.datasheet } : {}),
    attributes: product.attributes,
  };
  return {
    product: {
      import_id: importId,
      position,
      external_key: product.key,
      fingerprint: fingerprintOf(product),
      slug_wish: product.slug ?? '',
      title: product.title,
      vendor: product.vendor,
      part_number: product.partNumber,
      category: JSON.stringify(product.category),
      on_sale: product.onSale ? 1 : 0,
      body: JSON.stringify(body),
      action: 'open',
      product_id: 0,
      slug: '',
      slug_before: null,
      category_id: 0,
      category_before: null,
      keeps_place: 0,
      is_laid: 0,
    },
    variants: product.variants.map((variant, index) => stagedVariant(importId, position, index, variant)),
  };
}

function stagedVariant(
  importId: string,
  productPosition: number,
  position: number,
  variant: ImportVariant,
): StagedVariantsTable {
  const sale = variant.sale === 'none' ? undefined : variant.sale;
  return {
    import_id: importId,
    product_position: productPosition,
    position,
    variant_id: 0,
    is_new: 1,
    product_id: 0,
    sku: variant.sku,
    barcode: variant.barcode ?? null,
    options: JSON.stringify(variant.options),
    unit_price: variant.unitPrice,
    compare_at: variant.compareAt ?? null,
    breaks: JSON.stringify(variant.breaks),
    minimum: variant.minimum,
    multiple: variant.multiple,
    on_hand: variant.onHand ?? null,
    stock_change: null,
    low_at: variant.lowAt ?? DEFAULT_LOW_AT,
    backorder: variant.backorder ? 1 : 0,
    weight: variant.weight ?? null,
    sale_price: sale?.unitPrice ?? null,
    sale_from: sale?.from ?? null,
    sale_until: sale?.until ?? null,
    sale_stated: variant.sale === undefined ? 0 : 1,
    keeps_place: 0,
  };
}
