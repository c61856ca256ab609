/** Which parts a list means, by the whole catalog. The database narrows the search; the rule is domain/cart/match-parts. */
import { looseKey, matchParts as match } from '#domain/cart/match-parts.ts';
import { measuresOf } from '#domain/cart/stated-value.ts';
import type { MatchAnswer } from '#protocol/cart.ts';
import { sql } from 'kysely';
import { readBody } from '../catalog/stored-body.ts';
import type { Shop } from '../shop.ts';
import { readVariants } from './read-lines.ts';

/** Rows the database may find for each line before the rule has its say. */
const MOST_ROWS = 24;

export async function matchParts(shop: Shop, parts: readonly string[]): Promise<MatchAnswer['matched']> {
  const keys = [...new Set(parts.map(looseKey))].filter((key) => key !== '');
  if (keys.length === 0) return parts.map((part) => ({ part, candidates: [] }));
  const bare = (column: 'variants.sku' | 'products.part_number' | 'variants.barcode') =>
    sql<string>`replace(replace(replace(replace(replace(lower(coalesce(${sql.ref(column)}, '')), ' ', ''), '-', ''), '_', ''), '.', ''), '/', '')`;
  const rows = await shop.database.read
    .selectFrom('variants')
    .innerJoin('products', 'products.id', 'variants.product_id')
    .where('variants.on_sale', '=', 1)
    .where('products.on_sale', '=', 1)
    .where((eb) =>
      eb.or([
        eb(bare('variants.sku'), 'in', keys),
        eb(bare('products.part_number'), 'in', keys),
        eb(bare('variants.barcode'), 'in', keys),
      ]),
    )
    .select(['variants.id', 'variants.sku', 'products.part_number', 'variants.barcode', 'products.body'])
    .orderBy('variants.id')
    .limit(parts.length * MOST_ROWS)
    .execute();
  const facts = await readVariants(
    shop,
    rows.map((row) => Number(row.id)),
  );
  const known = rows.flatMap((row) => {
    const snapshot = facts.get(Number(row.id))?.snapshot;
    const barcode = row.barcode ?? undefined;
    return snapshot ? [{ ...snapshot, barcode, measures: measuresOf(readBody(row.body).attributes) }] : [];
  });
  return match(parts, known);
}
