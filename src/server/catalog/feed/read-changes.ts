/**
 * What changed in the whole shop after a generation, in one moment of the database: the feeds of the categories it
 * touched, one after the other, and one last line. A device that keeps everything asks once instead of once for each.
 */
import type { FeedVersion } from '#protocol/feed.ts';
import type { Shop } from '#server/shop.ts';
import { keptOf } from '../read/kept.ts';
import { endOf, linesOf, type FeedResult } from './feed-lines.ts';

/** `since` is at least 1. More than `most` rows are refused: then each category's own feed, which can be gone on with, is the way. */
export async function readChanges(
  shop: Shop,
  { since, version }: { readonly since: number; readonly version: FeedVersion },
  most: number,
): Promise<FeedResult> {
  const memory = await keptOf(shop);
  return shop.database.snapshot(async (tx) => {
    const { generation } = await tx.selectFrom('shop').select('generation').executeTakeFirstOrThrow();
    const changed = await tx
      .selectFrom('touched_products')
      .select(['id', 'category_id as category'])
      .where('on_sale', '=', 1)
      .where('touched', '>', since)
      .where('generation', '>', since)
      .limit(most + 1)
      .execute();
    const left = await tx
      .selectFrom('product_changes')
      .innerJoin('products', 'products.id', 'product_changes.product_id')
      .select(['products.id', 'product_changes.category_before as category'])
      .distinct()
      .where('product_changes.generation', '>', since)
      .where('product_changes.category_before', 'is not', null)
      .where((e) =>
        e.or([
          e('products.on_sale', '=', 0),
          e('products.category_id', '!=', e.ref('product_changes.category_before')),
        ]),
      )
      .limit(most + 1)
      .execute();
    if (changed.length + left.length > most) return { ok: false, reason: 'too-many' };
    const moment: Shop = { ...shop, database: { ...shop.database, read: tx } };
    const rows = Map.groupBy([...changed, ...left], (row) => row.category!);
    const gone = Map.groupBy(left, (row) => row.category!);
    const lines: string[] = [];
    for (const [category, some] of rows) {
      const all = some.map((row) => row.id);
      const those = new Set((gone.get(category) ?? []).map((row) => row.id));
      lines.push(...(await linesOf(moment, memory, { version, category, generation, all, gone: those })));
    }
    lines.push(endOf(generation));
    return { ok: true, generation, lines };
  });
}
