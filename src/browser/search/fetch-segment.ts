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
  /** Of as many categories and more, kept whole, one segment of all is fetched: of fewer, each is cheaper to bring up to date. */
  readonly many: number;
}

export const serverSegments: SegmentSource = {
  fetch: (...request) => fetch(...request),
  least: 300,
  many: 32,
};
const LIMIT = 10_000;

/** The bytes of the category's segment, where the server has one of exactly what is kept. */
export async function fetchSegment(
  source: SegmentSource,
  kept: KeptCategory,
  manifest: ManifestAnswer,
): Promise<ArrayBuffer | undefined> {
  const changedAt = manifest.categories.find((category) => category.id === kept.id)?.generation;
  // What is kept lies between the category's last change and the manifest: so it is that last change.
  const isSame =
    changedAt !== undefined && changedAt <= kept.generation && kept.generation <= manifest.generation;
  if (!isSame || kept.ids.length < source.least) return undefined;
  return fetchBytes(source, kept.id, changedAt);
}

/** A segment as the server sends it; undefined for any other answer and for none in time. */
export async function fetchBytes(
  { fetch }: SegmentSource,
  category: number,
  generation: number,
  limit = LIMIT,
): Promise<ArrayBuffer | undefined> {
  try {
    const response = await fetch(indexAddress(category, generation), { signal: AbortSignal.timeout(limit) });
    const isSegment = response.ok && response.headers.get('content-type') === 'application/octet-stream';
    return isSegment ? await response.arrayBuffer() : undefined;
  } catch {
    return undefined;
  }
}
