/** Variants as a sale needs them: price, stock, rules and the names an order keeps of them. */
import { sql, type Kysely } from 'kysely';
import type { PriceBreak, VariantId } from '#domain/catalog/product.ts';
import type { SalePrice } from '#domain/catalog/sale-price.ts';
import type { Tables } from '#server/database/tables.ts';

export interface Sellable {
  readonly id: VariantId;
  readonly productId: number;
  readonly sku: string;
  readonly title: string;
  readonly slug: string;
  readonly options: readonly string[];
  readonly unitPrice: number;
  readonly breaks: readonly PriceBreak[];
  readonly minimum: number;
  readonly multiple: number;
  readonly onHand: number;
  readonly backorder: boolean;
  readonly weight?: number;
  readonly onSale: boolean;
  readonly categoryPath: string;
  /** With its dates: whether it holds is asked of the clock, not of what pages say. */
  readonly sale?: SalePrice;
}

/** The variants asked for, by id, as they are in this transaction; unknown ids are absent. */
export async function loadSellables(
  tx: Kysely<Tables>,
  ids: readonly VariantId[],
): Promise<Map<VariantId, Sellable>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const rows = await tx
    .selectFrom('variants as v')
    .innerJoin('products as p', 'p.id', 'v.product_id')
    .innerJoin('categories as c', 'c.id', 'p.category_id')
    .select([
      'v.id',
      'v.product_id',
      'v.sku',
      'p.title',
      'p.slug',
      'v.options',
      'v.unit_price',
      'v.breaks',
      'v.minimum',
      'v.multiple',
      'v.on_hand',
      'v.backorder',
      'v.weight',
      'v.sale_price',
      'v.sale_from',
      'v.sale_until',
      'c.path',
      sql<number>`v.on_sale * p.on_sale`.as('on_sale'),
    ])
    .where('v.id', 'in', unique)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        productId: row.product_id,
        sku: row.sku,
        title: row.title,
        slug: row.slug,
        options: list<string>(row.options),
        unitPrice: row.unit_price,
        breaks: list<PriceBreak>(row.breaks),
        minimum: row.minimum,
        multiple: row.multiple,
        onHand: row.on_hand,
        backorder: row.backorder === 1,
        ...(row.weight !== null && { weight: row.weight }),
        onSale: row.on_sale === 1,
        categoryPath: row.path,
        ...(row.sale_price !== null && {
          sale: {
            unitPrice: row.sale_price,
            ...(row.sale_from !== null && { from: row.sale_from }),
            ...(row.sale_until !== null && { until: row.sale_until }),
          },
        }),
      },
    ]),
  );
}

/** Most variants have neither options nor breaks: spare them the parser. */
function list<T>(json: string): readonly T[] {
  return json === '[]' ? [] : (JSON.parse(json) as T[]);
}
