/** Which parts a list means: by SKU, part number or barcode, exactly but for case, blanks and separators. Never by likeness. */
import { matchKey } from '#domain/cart/parts-list.ts';
import type { LineSnapshot } from '#domain/cart/line.ts';
import { sql } from 'kysely';
import type { Shop } from '../shop.ts';
import { readVariants } from './read-lines.ts';

export interface MatchedPart {
  readonly part: string;
  /** None: not found. More than one: the shopper chooses. */
  readonly candidates: readonly LineSnapshot[];
}

const MOST_CANDIDATES = 12;

export async function matchParts(shop: Shop, parts: readonly string[]): Promise<MatchedPart[]> {
  const keys = [...new Set(parts.map(matchKey))].filter((key) => key !== '');
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
    .select(['variants.id', 'variants.sku', 'products.part_number', 'variants.barcode'])
    .limit(parts.length * MOST_CANDIDATES)
    .execute();
  const facts = await readVariants(
    shop,
    rows.map((row) => Number(row.id)),
  );
  return parts.map((part) => {
    const key = matchKey(part);
    const exact = rows.filter((row) => row.sku === part);
    const found =
      exact.length > 0
        ? exact
        : rows.filter((row) =>
            [row.sku, row.part_number, row.barcode ?? ''].some((text) => matchKey(text) === key),
          );
    const candidates = key === '' ? [] : found.flatMap((row) => facts.get(Number(row.id))?.snapshot ?? []);
    return { part, candidates: candidates.slice(0, MOST_CANDIDATES) };
  });
}
