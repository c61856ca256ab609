/** Rows of the database as the catalog's nouns. */
import type { Picture, PriceBreak, Product, Variant } from '#domain/catalog/product.ts';
import type { StockState } from '#domain/catalog/product.ts';
import { atSalePrice } from '#domain/catalog/sale-price.ts';
import type { ProductsTable, VariantRow } from '#server/database/tables.ts';
import { readBody } from '../stored-body.ts';
import { lineage, type Kept } from './kept.ts';

/** With its sale price where pages say it now: the same for everyone within one generation. */
export function variantOf(row: VariantRow): Variant {
  const variant = listed(row);
  if (row.sale_now !== 1 || row.sale_price === null || row.sale_price >= row.unit_price) return variant;
  return {
    ...atSalePrice(variant, row.sale_price),
    ...(row.sale_until !== null && { saleUntil: row.sale_until }),
  };
}

function listed(row: VariantRow): Variant {
  return {
    id: row.id,
    sku: row.sku,
    ...(row.barcode ? { barcode: row.barcode } : {}),
    options: JSON.parse(row.options) as string[],
    unitPrice: row.unit_price,
    ...(row.compare_at !== null ? { compareAt: row.compare_at } : {}),
    breaks: JSON.parse(row.breaks) as PriceBreak[],
    minimum: row.minimum,
    multiple: row.multiple,
    stock: row.stock_state as StockState,
    ...(row.weight !== null ? { weight: row.weight } : {}),
  };
}

/** Pictures of our own by the address the merchant gave. */
export type Pictures = ReadonlyMap<string, Picture>;

export function productOf(
  memory: Kept,
  row: ProductsTable,
  variants: readonly VariantRow[],
  pictures: Pictures,
): Product {
  const body = readBody(row.body);
  const home = memory.categories.get(row.category_id);
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    vendor: row.vendor,
    partNumber: row.part_number,
    summary: body.summary,
    html: body.html,
    crumbs: home ? lineage(memory, home).map(({ path, name }) => ({ path, name })) : [],
    tags: body.tags,
    options: body.options,
    variants: variants.filter((variant) => variant.on_sale === 1).map(variantOf),
    pictures: body.pictures.flatMap(({ address, alt }) => {
      const picture = pictures.get(address);
      return picture ? { ...picture, alt: alt || picture.alt } : [];
    }),
    ...(body.drawing ? { drawing: body.drawing } : {}),
    ...(body.datasheet ? { datasheet: body.datasheet } : {}),
    attributes: body.attributes,
    generation: row.generation,
  };
}
