/**
 * One category's feed: what changed after a generation, in one moment of the database, as the lines of protocol/feed.ts.
 * Its cost follows the change. An answer holds a few thousand rows at most; a longer feed goes on by `after`.
 */
import { WHOLE_SHOP, type FeedVersion } from '#protocol/feed.ts';
import type { Tables } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import type { Transaction } from 'kysely';
import { keptOf } from '../read/kept.ts';
import { endOf, linesOf, MOST_ROWS, type FeedResult } from './feed-lines.ts';
import { readChanges } from './read-changes.ts';

type Tx = Transaction<Tables>;

export interface FeedRequest {
  /** WHOLE_SHOP with a `since`: what changed in all of them. */
  readonly category: number;
  /** The generation the device has; 0 for none. */
  readonly since: number;
  /** The last product id it received of this feed. */
  readonly after: number;
  /** The form of the answer; 1 where it is not said. */
  readonly version?: FeedVersion;
}

export async function readFeed(shop: Shop, request: FeedRequest, most = MOST_ROWS): Promise<FeedResult> {
  const { category: asked, since, version = 1 } = request;
  if (asked === WHOLE_SHOP && since > 0) return readChanges(shop, { since, version }, most);
  // Read before the moment is taken: categories are only ever added, and crumbs are not part of a row.
  const memory = await keptOf(shop);
  return shop.database.snapshot(async (tx) => {
    const category = await tx
      .selectFrom('categories')
      .select('id')
      .where('id', '=', asked)
      .executeTakeFirst();
    if (!category) return { ok: false, reason: 'not-found' };
    const { generation } = await tx.selectFrom('shop').select('generation').executeTakeFirstOrThrow();
    const moment: Shop = { ...shop, database: { ...shop.database, read: tx } };
    const gone = new Set(since > 0 ? await readGone(tx, request) : []);
    const ids = await readChanged(tx, request, most);
    const isWhole = ids.length < most;
    const last = ids.at(-1) ?? Number.MAX_SAFE_INTEGER;
    const all = [...ids, ...[...gone].filter((id) => isWhole || id < last)];
    const lines = await linesOf(moment, memory, { version, category: asked, generation, all, gone });
    if (isWhole) lines.push(endOf(generation));
    return { ok: true, generation, lines };
  });
}

/** On-sale products of the category changed after `since`, ascending. */
async function readChanged(tx: Tx, request: FeedRequest, most: number): Promise<number[]> {
  const rows = await tx
    .selectFrom('touched_products')
    .select('id')
    .where('category_id', '=', request.category)
    .where('on_sale', '=', 1)
    .where('touched', '>', request.since)
    .where('generation', '>', request.since)
    .where('id', '>', request.after)
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map((row) => row.id);
}

/** Products that left the category, or the shop, after `since`, and are not in it now. */
async function readGone(tx: Tx, request: FeedRequest): Promise<number[]> {
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
