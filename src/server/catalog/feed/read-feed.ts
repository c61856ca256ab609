/**
 * One category's feed: what changed after a generation, in one moment of the database, as the lines of protocol/feed.ts.
 * Its cost follows the change. An answer holds a few thousand rows at most; a longer feed goes on by `after`.
 */
import { FeedEncoder, type FeedRow } from '#domain/catalog/feed.ts';
import { FEED_VERSION, type FeedEnd, type FeedHead } from '#protocol/feed.ts';
import type { Tables } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import type { Transaction } from 'kysely';
import { joinProducts } from '../read/cards.ts';
import { keptOf } from '../read/kept.ts';

export interface FeedRequest {
  readonly category: number;
  /** The generation the device has; 0 for none. */
  readonly since: number;
  /** The last product id it received of this feed. */
  readonly after: number;
}

export type FeedResult =
  | { readonly ok: true; readonly generation: number; readonly lines: readonly string[] }
  | { readonly ok: false; readonly reason: 'not-found' };

/** Rows of one answer; a device that received fewer lines than promised, or no last line, asks on. */
export const MOST_ROWS = 4_000;
const CHUNK = 500;

export async function readFeed(shop: Shop, request: FeedRequest, most = MOST_ROWS): Promise<FeedResult> {
  // Read before the moment is taken: categories are only ever added, and crumbs are not part of a row.
  const memory = await keptOf(shop);
  return shop.database.snapshot(async (tx) => {
    const category = await tx
      .selectFrom('categories')
      .select('id')
      .where('id', '=', request.category)
      .executeTakeFirst();
    if (!category) return { ok: false, reason: 'not-found' };
    const { generation } = await tx.selectFrom('shop').select('generation').executeTakeFirstOrThrow();
    const moment: Shop = { ...shop, database: { ...shop.database, read: tx } };
    const gone = new Set(request.since > 0 ? await readGone(tx, request) : []);
    const ids = await readChanged(tx, request, most);
    const isWhole = ids.length < most;
    const last = ids.at(-1) ?? Number.MAX_SAFE_INTEGER;
    const all = [...ids, ...[...gone].filter((id) => isWhole || id < last)].sort((a, b) => a - b);

    const encoder = new FeedEncoder();
    const lines: string[] = [];
    for (let at = 0; at < all.length; at += CHUNK) {
      const chunk = all.slice(at, at + CHUNK);
      const rows = await tx.selectFrom('products').selectAll().where('id', 'in', chunk).execute();
      const products = new Map(
        (await joinProducts(moment, memory, rows)).map(({ product }) => [product.id, product]),
      );
      const encoded = chunk.flatMap((id): FeedRow[] => {
        if (gone.has(id)) return [[id]];
        const product = products.get(id);
        return product ? [encoder.encode(product)] : [];
      });
      lines.push(head(request.category, generation, encoder), ...encoded.map((row) => JSON.stringify(row)));
    }
    if (all.length === 0) lines.push(head(request.category, generation, encoder));
    const end: FeedEnd = { generation, complete: true };
    if (isWhole) lines.push(JSON.stringify(end));
    return { ok: true, generation, lines };
  });
}

function head(category: number, generation: number, encoder: FeedEncoder): string {
  const words: FeedHead = { v: FEED_VERSION, category, generation, ...encoder.take() };
  return JSON.stringify(words);
}

/** On-sale products of the category changed after `since`, ascending. */
async function readChanged(tx: Transaction<Tables>, request: FeedRequest, most: number): Promise<number[]> {
  const rows = await tx
    .selectFrom('products')
    .select('id')
    .where('category_id', '=', request.category)
    .where('on_sale', '=', 1)
    .where('generation', '>', request.since)
    .where('id', '>', request.after)
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map((row) => row.id);
}

/** Products that left the category, or the shop, after `since`, and are not in it now. */
async function readGone(tx: Transaction<Tables>, request: FeedRequest): Promise<number[]> {
  const rows = await tx
    .selectFrom('product_changes')
    .innerJoin('products', 'products.id', 'product_changes.product_id')
    .select('products.id')
    .distinct()
    .where('product_changes.generation', '>', request.since)
    .where('product_changes.category_before', '=', request.category)
    .where('products.id', '>', request.after)
    .where((e) => e.or([e('products.on_sale', '=', 0), e('products.category_id', '!=', request.category)]))
    .execute();
  return rows.map((row) => row.id);
}
