/**
 * After a sync: the segments of large categories, as the server built them, so that the first search without a network
 * finds them here; one of the whole shop where all of it is kept. What only changed a little keeps the one it has.
 */
import { isWholeShelf, readShelf } from '../catalog/read-catalog.ts';
import type { DeviceDatabase } from '../database.ts';
import { fetchSegment, serverSegments, type SegmentSource } from './fetch-segment.ts';
import { keepSegment, readSegments } from './segment-store.ts';
import { changedSince, fetchWhole, keepWhole, readWholeLabel } from './whole-segment.ts';
import { isWorthKeeping } from './worth-keeping.ts';

/** Gives how many came. Whatever does not come is made on the device when it is needed. */
export async function prefetchSegments(
  database: DeviceDatabase,
  source: SegmentSource = serverSegments,
): Promise<number> {
  const shelf = await readShelf(database, async (found) => found);
  if (!shelf) return 0;
  const kept = [...shelf.kept.values()];
  if (kept.length >= source.many && isWholeShelf(shelf)) {
    const before = await readWholeLabel(database);
    if (before && changedSince(before, kept)) return 0;
    const whole = await fetchWhole(source, kept, shelf.manifest);
    if (whole) {
      await keepWhole(database, whole);
      return 1;
    }
  }
  const stored = await readSegments(database, [...shelf.kept.keys()]);
  let count = 0;
  for (const category of kept) {
    const before = stored.get(category.id);
    if (before && isWorthKeeping(before, category)) continue;
    const segment = await fetchSegment(source, category, shelf.manifest);
    if (!segment) continue;
    const { id, generation, ids } = category;
    await keepSegment(database, id, { generation, segment, products: ids.length });
    count += 1;
  }
  return count;
}
