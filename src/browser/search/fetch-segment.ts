/**
 * A large category's segment as the server built it: making it here would take a phone long. Nothing depends on it:
 * without an answer in time the segment is made from the products on the device.
 */
import type { ManifestAnswer } from '#protocol/catalog.ts';
import { indexAddress } from '#protocol/search.ts';
import type { KeptCategory } from '../catalog/kept-category.ts';

export interface SegmentSource {
  readonly fetch: typeof fetch;
  /** Categories of fewer products are made here sooner than fetched. */
  readonly least: number;
}

export const LEAST_FETCHED = 300;
const LIMIT = 10_000;

/** The bytes of the category's segment, where the server has one of exactly what is kept. */
export async function fetchSegment(
  { fetch, least }: SegmentSource,
  kept: KeptCategory,
  manifest: ManifestAnswer,
): Promise<ArrayBuffer | undefined> {
  const changedAt = manifest.categories.find((category) => category.id === kept.id)?.generation;
  // What is kept lies between the category's last change and the manifest: so it is that last change.
  const isSame =
    changedAt !== undefined && changedAt <= kept.generation && kept.generation <= manifest.generation;
  if (!isSame || kept.ids.length < least) return undefined;
  try {
    const response = await fetch(indexAddress(kept.id, changedAt), { signal: AbortSignal.timeout(LIMIT) });
    const isSegment = response.ok && response.headers.get('content-type') === 'application/octet-stream';
    return isSegment ? await response.arrayBuffer() : undefined;
  } catch {
    return undefined;
  }
}
