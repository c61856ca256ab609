/** `setSale`: gives one variant a sale price with dates, or takes it away; a generation of its own, which `undo` takes back. */
import type { SalePrice } from '#domain/catalog/sale-price.ts';
import { beforeImages } from '#server/catalog/import/plan.ts';
import { raiseGeneration } from '#server/catalog/import/raise-generation.ts';
import { turnSales } from '#server/catalog/import/turn-sales.ts';
import type { Shop } from '#server/shop.ts';

export type SaleSet =
  | { readonly ok: true; readonly generation: number; readonly title: string }
  | { readonly ok: false; readonly reason: 'no-variant' | 'several' | 'not-lower' | 'no-time' };

/** `sale` undefined: the sale ends now. */
export async function setSale(shop: Shop, sku: string, sale: SalePrice | undefined): Promise<SaleSet> {
  if (sale?.until !== undefined && sale.until <= Math.max(sale.from ?? 0, shop.clock.now()))
    return { ok: false, reason: 'no-time' };
  const { read } = shop.database;
  const found = await read
    .selectFrom('variants')
    .select(['id', 'product_id', 'unit_price'])
    .where('sku', '=', sku)
    .where('on_sale', '=', 1)
    .limit(2)
    .execute();
  const [variant] = found;
  if (!variant) return { ok: false, reason: 'no-variant' };
  if (found.length > 1) return { ok: false, reason: 'several' };
  if (sale && sale.unitPrice >= variant.unit_price) return { ok: false, reason: 'not-lower' };
  let title = '';
  const generation = await raiseGeneration(shop, `sale ${sku}`, async (tx, next) => {
    const product = await tx
      .selectFrom('products')
      .selectAll()
      .where('id', '=', variant.product_id)
      .executeTakeFirstOrThrow();
    title = product.title;
    const [before] = (await beforeImages(tx, [product])).values();
    await tx
      .insertInto('product_changes')
      .values({
        generation: next,
        product_id: product.id,
        kind: 'changed',
        before: JSON.stringify(before),
        category_before: null,
      })
      .execute();
    await tx
      .updateTable('variant_rows')
      .set({
        sale_price: sale?.unitPrice ?? null,
        sale_from: sale?.from ?? null,
        sale_until: sale?.until ?? null,
      })
      .where('id', '=', variant.id)
      .execute();
    await tx.updateTable('product_rows').set({ generation: next }).where('id', '=', product.id).execute();
    await turnSales(tx, next, shop.clock.now());
    return 1;
  });
  if (generation === undefined) throw new Error('A sale price was set without a generation.');
  return { ok: true, generation, title };
}

export interface ListedSale extends SalePrice {
  readonly sku: string;
  readonly title: string;
  readonly listPrice: number;
  /** Whether pages show it now. */
  readonly isNow: boolean;
}

/** Every variant that has a sale price, now or to come, the next to end first. */
export async function listSales(shop: Shop): Promise<ListedSale[]> {
  const rows = await shop.database.read
    .selectFrom('variants as v')
    .innerJoin('products as p', 'p.id', 'v.product_id')
    .select(['v.sku', 'p.title', 'v.unit_price', 'v.sale_price', 'v.sale_from', 'v.sale_until', 'v.sale_now'])
    .where('v.sale_price', 'is not', null)
    .where('v.on_sale', '=', 1)
    .execute();
  return rows
    .map((row) => ({
      sku: row.sku,
      title: row.title,
      listPrice: row.unit_price,
      unitPrice: row.sale_price ?? 0,
      ...(row.sale_from !== null && { from: row.sale_from }),
      ...(row.sale_until !== null && { until: row.sale_until }),
      isNow: row.sale_now === 1,
    }))
    .sort((a, b) => (a.until ?? Infinity) - (b.until ?? Infinity) || (a.sku < b.sku ? -1 : 1));
}
