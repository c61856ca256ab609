/** Pictures of our own for the addresses that product rows name; an address not fetched yet has none. */
import type { Picture } from '#domain/catalog/product.ts';
import type { ProductsTable } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import { readBody } from '../stored-body.ts';
import type { Pictures } from './rows.ts';

export async function readPictures(
  shop: Pick<Shop, 'database'>,
  rows: readonly Pick<ProductsTable, 'body'>[],
): Promise<Pictures> {
  const addresses = [
    ...new Set(rows.flatMap((row) => readBody(row.body).pictures.map((picture) => picture.address))),
  ];
  if (addresses.length === 0) return new Map();
  const found = await shop.database.read
    .selectFrom('pictures')
    .selectAll()
    .where('address', 'in', addresses)
    .execute();
  return new Map(found.map((row) => [row.address, JSON.parse(row.picture) as Picture]));
}
