/** Products of a category as the lines of protocol/feed.ts. */
import { FeedEncoder, type FeedRow } from '#domain/catalog/feed.ts';
import { packPage } from '#domain/catalog/feed-page.ts';
import { shortKeys } from '#domain/catalog/feed-words.ts';
import type { FeedEnd, FeedHead, FeedVersion } from '#protocol/feed.ts';
import type { Shop } from '#server/shop.ts';
import { joinProducts } from '../read/cards.ts';
import type { Kept } from '../read/kept.ts';

export type FeedResult =
  | { readonly ok: true; readonly generation: number; readonly lines: readonly string[] }
  /** too-many: more rows than one answer holds, where it cannot be gone on with. */
  | { readonly ok: false; readonly reason: 'not-found' | 'too-many' };

/** Rows of one answer; a device that received fewer lines than promised, or no last line, asks on. */
export const MOST_ROWS = 4_000;
const CHUNK = 500;

export interface Changed {
  readonly version: FeedVersion;
  readonly category: number;
  readonly generation: number;
  /** Products to tell of, those that are gone included, in any order. */
  readonly all: readonly number[];
  readonly gone: ReadonlySet<number>;
}

/** The heads and rows of one category; `moment` reads one snapshot. */
export async function linesOf(moment: Shop, memory: Kept, changed: Changed): Promise<string[]> {
  const { version, category, generation, gone } = changed;
  const all = changed.all.toSorted((a, b) => a - b);
  const encoder = new FeedEncoder();
  const lines: string[] = [];
  for (let at = 0; at < all.length; at += CHUNK) {
    const chunk = all.slice(at, at + CHUNK);
    const rows = await moment.database.read
      .selectFrom('products')
      .selectAll()
      .where('id', 'in', chunk)
      .execute();
    const products = new Map(
      (await joinProducts(moment, memory, rows)).map(({ product }) => [product.id, product]),
    );
    const encoded = chunk.flatMap((id): FeedRow[] => {
      if (gone.has(id)) return [[id]];
      const product = products.get(id);
      return product ? [encoder.encode(product)] : [];
    });
    lines.push(head(version, category, generation, encoder));
    if (version === 1) lines.push(...encoded.map((row) => JSON.stringify(row)));
    else lines.push(JSON.stringify(packPage(encoded)));
  }
  if (all.length === 0) lines.push(head(version, category, generation, encoder));
  return lines;
}

export function endOf(generation: number): string {
  const end: FeedEnd = { generation, complete: true };
  return JSON.stringify(end);
}

function head(v: FeedVersion, category: number, generation: number, encoder: FeedEncoder): string {
  const taken = encoder.take();
  const words: FeedHead = { v, category, generation, ...(v === 1 ? taken : shortKeys(taken)) };
  return JSON.stringify(words);
}
