/** Stock as it is this moment, asked by product and cart pages after first paint. */
import type { StockState, VariantId } from '#domain/catalog/product.ts';
import { stockStateOf } from '#domain/stock/stock.ts';
import type { StockAnswer } from '#protocol/catalog.ts';
import type { Shop } from '#server/shop.ts';

const MOST = 500;

/** Counts of these variants; unknown ids are left out, and so is everything beyond the first 500. */
export async function readStock(shop: Shop, ids: readonly VariantId[]): Promise<StockAnswer> {
  const asked = [...new Set(ids)].filter((id) => Number.isSafeInteger(id) && id > 0).slice(0, MOST);
  const rows =
    asked.length === 0
      ? []
      : await shop.database.read
          .selectFrom('variants')
          .innerJoin('products', 'products.id', 'variants.product_id')
          .select([
            'variants.id',
            'variants.on_hand',
            'variants.low_at',
            'variants.backorder',
            'variants.on_sale',
            'products.on_sale as product_on_sale',
          ])
          .where('variants.id', 'in', asked)
          .orderBy('variants.id')
          .execute();
  return {
    at: shop.clock.now(),
    variants: rows.map((row) => ({
      id: row.id,
      onHand: Math.max(row.on_hand, 0),
      state: stockStateOf(row.on_hand, row.low_at, row.backorder === 1) satisfies StockState,
      isOnSale: row.on_sale === 1 && row.product_on_sale === 1,
    })),
  };
}
