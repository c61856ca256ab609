/** Each kept category's search segment: read from IndexedDB and used as it lies; made anew when the category moved on. */
import { documentOf } from '#domain/search/document.ts';
import { buildSegment } from '#domain/search/segment/build.ts';
import { SegmentError } from '#domain/search/segment/container.ts';
import { openSegment, type Segment } from '#domain/search/segment/segment.ts';
import type { KeptCategory } from '../catalog/kept-category.ts';
import { readPlaces, readShelf } from '../catalog/read-catalog.ts';
import type { DeviceDatabase } from '../database.ts';

interface KeptSegment {
  readonly generation: number;
  readonly segment: ArrayBuffer;
}

/** The segments of these categories, in their order; `fetched` may give one that the server built. */
export async function segmentsOf(
  database: DeviceDatabase,
  kept: readonly KeptCategory[],
  fetched: (category: KeptCategory) => Promise<ArrayBuffer | undefined>,
): Promise<Segment[]> {
  const stored = await readStored(database, kept);
  const segments: Segment[] = [];
  for (const category of kept)
    segments.push(
      stored.get(category.id) ??
        (await takeSegment(database, category, await fetched(category))) ??
        (await makeSegment(database, category)),
    );
  return segments;
}

async function readStored(
  database: DeviceDatabase,
  kept: readonly KeptCategory[],
): Promise<Map<number, Segment>> {
  const read = await database.work(['segments'], 'readonly', async (tx) =>
    Promise.all(kept.map((one) => tx.objectStore('segments').get(String(one.id)))),
  );
  const segments = new Map<number, Segment>();
  if (!read.ok) return segments;
  kept.forEach((one, i) => {
    const value = read.value[i];
    if (!isKeptSegment(value) || value.generation !== one.generation) return;
    try {
      segments.set(one.id, openSegment(value.segment));
    } catch (error) {
      // Of another version of the engine: made anew.
      if (!(error instanceof SegmentError)) throw error;
    }
  });
  return segments;
}

/** Opens and keeps what the server gave; undefined where it is not of this engine's version, or not of this many products. */
async function takeSegment(
  database: DeviceDatabase,
  kept: KeptCategory,
  bytes: ArrayBuffer | undefined,
): Promise<Segment | undefined> {
  if (!bytes) return undefined;
  try {
    const segment = openSegment(bytes);
    if (segment.size !== kept.ids.length) return undefined;
    await keepSegment(database, kept, bytes);
    return segment;
  } catch (error) {
    if (error instanceof SegmentError) return undefined;
    throw error;
  }
}

async function makeSegment(database: DeviceDatabase, kept: KeptCategory): Promise<Segment> {
  const products = await readShelf(database, async (shelf, tx) =>
    (await readPlaces(shelf, tx, kept.id, [...kept.idPlaces])).map((found) => found.product),
  );
  const documents = (products ?? []).filter((product) => product.variants.length > 0).map(documentOf);
  const segment = buildSegment(documents);
  await keepSegment(database, kept, segment);
  return openSegment(segment);
}

/** When it cannot be stored, it is made once more next time. */
async function keepSegment(
  database: DeviceDatabase,
  kept: KeptCategory,
  segment: ArrayBuffer,
): Promise<void> {
  const value: KeptSegment = { generation: kept.generation, segment };
  await database.work(['segments'], 'readwrite', async (tx) => {
    await tx.objectStore('segments').put(value, String(kept.id));
  });
}

function isKeptSegment(value: unknown): value is KeptSegment {
  return (
    typeof value === 'object' &&
    value !== null &&
    'segment' in value &&
    value.segment instanceof ArrayBuffer &&
    'generation' in value
  );
}
