/**
 * The segments a search asks: of each kept category the one that was shipped or made once, read from IndexedDB and used
 * as it lies, and beside them one small segment of all that changed since. A segment is made anew only when a good part
 * of its category has changed.
 */
import type { Product } from '#domain/catalog/product.ts';
import { documentOf } from '#domain/search/document.ts';
import type { Source } from '#domain/search/query/collection.ts';
import { buildSegment } from '#domain/search/segment/build.ts';
import { SegmentError } from '#domain/search/segment/container.ts';
import { openSegment, type Segment } from '#domain/search/segment/segment.ts';
import { changedAfter } from '../catalog/changed-products.ts';
import type { KeptCategory } from '../catalog/kept-category.ts';
import { findByIds, readPlaces, readShelf } from '../catalog/read-catalog.ts';
import type { DeviceDatabase } from '../database.ts';
import { keepDelta, keepSegment, readDelta, readSegments } from './segment-store.ts';
import { changedSince, readWhole } from './whole-segment.ts';
import { isWorthKeeping } from './worth-keeping.ts';

interface Base {
  readonly segment: Segment;
  readonly generation: number;
  readonly changed: ReadonlySet<number>;
}

/**
 * What to search, for these categories in their order: of `many` the whole shop's segment, where it is here; else of each
 * its own, which `fetched` may give as the server built it.
 */
export async function sourcesOf(
  database: DeviceDatabase,
  kept: readonly KeptCategory[],
  many: number,
  fetched: (category: KeptCategory) => Promise<ArrayBuffer | undefined>,
): Promise<Source[]> {
  const whole = kept.length >= many ? await openWhole(database, kept) : undefined;
  const bases = whole ? [whole] : await openEach(database, kept, fetched);
  const changed = new Set(bases.flatMap((base) => [...base.changed]));
  const sources = bases.map(({ segment }) => ({ segment, without: changed }));
  if (changed.size === 0) return sources;
  const since = bases.map((base) => base.generation).join();
  const stamp = `${since}..${kept.map((one) => `${one.id}@${one.generation}`).join()}`;
  return [...sources, { segment: await deltaSegment(database, stamp, changed) }];
}

/** The whole shop's segment, where it still stands for what is kept. */
async function openWhole(database: DeviceDatabase, kept: readonly KeptCategory[]): Promise<Base | undefined> {
  const whole = await readWhole(database);
  const changed = whole && changedSince(whole, kept);
  const segment = changed && opened(whole.segment, whole.products);
  return segment && { segment, changed, generation: whole.generation };
}

async function openEach(
  database: DeviceDatabase,
  kept: readonly KeptCategory[],
  fetched: (category: KeptCategory) => Promise<ArrayBuffer | undefined>,
): Promise<Base[]> {
  const stored = await readSegments(
    database,
    kept.map((one) => one.id),
  );
  const bases: Base[] = [];
  for (const category of kept) {
    const before = stored.get(category.id);
    const changed = before && isWorthKeeping(before, category) && changedAfter(category, before.generation);
    const segment = changed && opened(before.segment, before.products);
    bases.push(
      segment
        ? { segment, changed, generation: before.generation }
        : ((await takeSegment(database, category, await fetched(category))) ??
            (await makeSegment(database, category))),
    );
  }
  return bases;
}

/** Undefined for bytes of another version of the engine, or of another number of products. */
function opened(bytes: ArrayBuffer, products?: number): Segment | undefined {
  try {
    const segment = openSegment(bytes);
    return products === undefined || segment.size === products ? segment : undefined;
  } catch (error) {
    if (error instanceof SegmentError) return undefined;
    throw error;
  }
}

async function takeSegment(
  database: DeviceDatabase,
  { id, ids, generation }: KeptCategory,
  bytes: ArrayBuffer | undefined,
): Promise<Base | undefined> {
  const segment = bytes && opened(bytes, ids.length);
  if (!segment) return undefined;
  await keepSegment(database, id, { generation, segment: bytes, products: ids.length });
  return { segment, generation, changed: new Set() };
}

async function makeSegment(database: DeviceDatabase, kept: KeptCategory): Promise<Base> {
  const read = await readShelf(database, async (shelf, tx) => ({
    generation: shelf.kept.get(kept.id)?.generation,
    products: (await readPlaces(shelf, tx, kept.id, [...kept.idPlaces])).map((found) => found.product),
  }));
  const bytes = build(read?.products ?? []);
  const segment = openSegment(bytes);
  const { id, generation } = kept;
  // A sync that went on meanwhile took records away: good for this answer, not for later ones.
  if (read?.generation === generation)
    await keepSegment(database, id, { generation, segment: bytes, products: segment.size });
  return { segment, generation, changed: new Set() };
}

/** What these products are now; those that went are in none. */
async function deltaSegment(
  database: DeviceDatabase,
  stamp: string,
  changed: ReadonlySet<number>,
): Promise<Segment> {
  const known = await readDelta(database, stamp);
  const kept = known && opened(known);
  if (kept) return kept;
  const found = await readShelf(database, (shelf, tx) => findByIds(shelf, tx, [...changed]));
  const segment = build((found ?? []).map((one) => one.product));
  await keepDelta(database, { stamp, segment });
  return openSegment(segment);
}

function build(products: readonly Product[]): ArrayBuffer {
  return buildSegment(products.filter((product) => product.variants.length > 0).map(documentOf));
}
