/** Products found by looking at every row that is kept: for questions no index answers. */
import { decodeFeedRow, isTombstone } from '#domain/catalog/feed.ts';
import type { ProductRow, StoredRecord } from './kept-category.ts';
import { crumbsOf, type Found, type Reading, type Shelf } from './read-catalog.ts';

/** Those that `isWanted`, decoded; one record is in memory at a time. */
export async function findRows(
  shelf: Shelf,
  tx: Reading,
  isWanted: (row: ProductRow) => boolean,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const { id: home, live } of shelf.kept.values()) {
    const crumbs = crumbsOf(shelf.manifest, home);
    for (const number of live) {
      const record = (await tx.objectStore('catalogRecords').get([home, number])) as StoredRecord | undefined;
      for (const [dictionary, row] of record?.rows ?? []) {
        const words = record!.dictionaries[dictionary];
        if (words && !isTombstone(row) && isWanted(row))
          found.push({ product: decodeFeedRow(row, words, crumbs), home });
      }
    }
  }
  return found;
}
