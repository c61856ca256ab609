/** What the catalog says of the parts in a cart, now. */
import type { LineSnapshot } from '#domain/cart/line.ts';
import { unitPriceAt } from '#domain/catalog/price-breaks.ts';
import { atSalePrice } from '#domain/catalog/sale-price.ts';
import type { PriceBreak, StockState, VariantId } from '#domain/catalog/product.ts';
import type { ViewRow } from '#protocol/cart.ts';
import { readPictures } from '../catalog/read/pictures.ts';
import { readBody } from '../catalog/stored-body.ts';
import type { Shop } from '../shop.ts';

interface VariantFacts {
  readonly snapshot: LineSnapshot;
  readonly onHand: number;
}

/** The shop's word on each variant it knows, on sale or withdrawn. */
export async function readVariants(
  shop: Pick<Shop, 'database' | 'clock'>,
  ids: readonly VariantId[],
): Promise<Map<VariantId, VariantFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await shop.database.read
    .selectFrom('variants')
    .innerJoin('products', 'products.id', 'variants.product_id')
    .where('variants.id', 'in', [...new Set(ids)])
    .select([
      'variants.id',
      'variants.sku',
      'variants.options',
      'variants.unit_price',
      'variants.breaks',
      'variants.sale_now',
      'variants.sale_price',
      'variants.minimum',
      'variants.multiple',
      'variants.stock_state',
      'variants.on_hand',
      'variants.on_sale',
      'products.on_sale as product_on_sale',
      'products.slug',
      'products.title',
      'products.vendor',
      'products.part_number',
      'products.body',
    ])
    .execute();
  const asOf = shop.clock.now();
  const pictures = await readPictures(shop, rows);
  return new Map(
    rows.map((row) => {
      const body = readBody(row.body);
      const picture = body.pictures.flatMap(({ address }) => pictures.get(address) ?? [])[0];
      const list = { unitPrice: Number(row.unit_price), breaks: JSON.parse(row.breaks) as PriceBreak[] };
      const priced = row.sale_now === 1 && row.sale_price !== null ? atSalePrice(list, row.sale_price) : list;
      const snapshot: LineSnapshot = {
        variant: Number(row.id),
        slug: row.slug,
        title: row.title,
        vendor: row.vendor,
        partNumber: row.part_number,
        sku: row.sku,
        options: JSON.parse(row.options) as string[],
        unitPrice: priced.unitPrice,
        breaks: priced.breaks,
        minimum: Number(row.minimum),
        multiple: Number(row.multiple),
        stock: row.stock_state as StockState,
        isOnSale: Number(row.on_sale) === 1 && Number(row.product_on_sale) === 1,
        ...(picture && { picture }),
        ...(body.drawing && { drawing: body.drawing }),
        asOf,
      };
      return [snapshot.variant, { snapshot, onHand: Number(row.on_hand) }];
    }),
  );
}

/** A line of the cart with its price at that quantity and its stock. */
export function viewRow(line: { variant: VariantId; n: number }, facts: VariantFacts | undefined): ViewRow {
  const { variant, n } = line;
  if (!facts?.snapshot.isOnSale) return { variant, n, state: 'withdrawn' };
  const { snapshot, onHand } = facts;
  return { variant, n, price: unitPriceAt(snapshot, n), stock: Math.max(0, onHand), state: snapshot.stock };
}
