/** Which parts a list means: by the device's own catalog where all of it is kept, else by the shop. */
import { looseKey, matchParts as match } from '#domain/cart/match-parts.ts';
import { measuresOf } from '#domain/cart/stated-value.ts';
import { snapshotOf } from '#domain/cart/snapshot-of.ts';
import type { MatchAnswer } from '#protocol/cart.ts';
import { isWholeShelf, readShelf } from '../catalog/read-catalog.ts';
import { findRows } from '../catalog/find-rows.ts';
import type { DeviceDatabase } from '../database.ts';

type Matched = MatchAnswer['matched'];

/** Undefined when not all of the catalog is here and nobody answers. */
export async function matchParts(
  database: DeviceDatabase,
  parts: readonly string[],
): Promise<Matched | undefined> {
  return (await matchHere(database, parts)) ?? askForParts(parts);
}

/** By the kept catalog; undefined unless all of it is kept, since half a catalog finds one part where there are two. */
export async function matchHere(
  database: DeviceDatabase,
  parts: readonly string[],
): Promise<Matched | undefined> {
  const keys = new Set(parts.map(looseKey));
  keys.delete('');
  const isNamed = (text: string | 0): boolean => text !== 0 && keys.has(looseKey(text));
  const products = await readShelf(database, async (shelf, tx) =>
    isWholeShelf(shelf)
      ? findRows(
          shelf,
          tx,
          (row) => isNamed(row[4]) || row[9].some((variant) => isNamed(variant[1]) || isNamed(variant[10])),
        )
      : undefined,
  );
  if (!products) return undefined;
  const known = products.flatMap(({ product }) =>
    product.variants.map((variant) => ({
      ...snapshotOf(product, variant),
      barcode: variant.barcode,
      measures: measuresOf(product.attributes),
    })),
  );
  return match(
    parts,
    known.toSorted((a, b) => a.variant - b.variant),
  );
}

async function askForParts(parts: readonly string[]): Promise<Matched | undefined> {
  try {
    const response = await fetch('/api/cart/match', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ parts }),
      signal: AbortSignal.timeout(15_000),
    });
    if (!response.ok) return undefined;
    const answer = (await response.json()) as MatchAnswer;
    return Array.isArray(answer.matched) ? answer.matched : undefined;
  } catch {
    return undefined;
  }
}
