/**
 * The segment of the whole shop, for a device that keeps all of it in many categories: one segment is opened and asked
 * in a fraction of the time that a thousand small ones take.
 */
import type { ManifestAnswer } from '#protocol/catalog.ts';
import { WHOLE_SHOP } from '#protocol/feed.ts';
import { changedAfter } from '../catalog/changed-products.ts';
import type { KeptCategory } from '../catalog/kept-category.ts';
import type { DeviceDatabase } from '../database.ts';
import { fetchBytes, type SegmentSource } from './fetch-segment.ts';
import { isKeptSegment, type KeptSegment } from './segment-store.ts';
import { fewEnough } from './worth-keeping.ts';

/** Megabytes, and apart from them what they are: a sync only asks the latter. */
const BYTES = 'whole';
const LABEL = 'whole-label';
/** The first device that asks waits until the server has made it. */
const LIMIT = 60_000;

export interface WholeLabel {
  readonly generation: number;
  readonly products: number;
  /** Ids of the categories it holds, rising. */
  readonly homes: readonly number[];
}

export type WholeSegment = WholeLabel & KeptSegment;

export async function readWholeLabel(database: DeviceDatabase): Promise<WholeLabel | undefined> {
  const read = await database.work(['segments'], 'readonly', (tx) => tx.objectStore('segments').get(LABEL));
  return read.ok && isLabel(read.value) ? read.value : undefined;
}

export async function readWhole(database: DeviceDatabase): Promise<WholeSegment | undefined> {
  const read = await database.work(['segments'], 'readonly', async (tx) => {
    const store = tx.objectStore('segments');
    return [await store.get(BYTES), await store.get(LABEL)] as const;
  });
  if (!read.ok) return undefined;
  const [kept, label] = read.value;
  return isKeptSegment(kept) && isLabel(label) ? { ...kept, homes: label.homes } : undefined;
}

/** Puts it down in the place of all others, which it makes needless. */
export async function keepWhole(
  database: DeviceDatabase,
  { generation, products, homes, segment }: WholeSegment,
): Promise<void> {
  await database.work(['segments'], 'readwrite', async (tx) => {
    const store = tx.objectStore('segments');
    await store.clear();
    await store.put({ generation, products, segment }, BYTES);
    await store.put({ generation, products, homes }, LABEL);
  });
}

/** As the server has it of exactly what is kept; undefined where it has none of that, or anything is behind. */
export async function fetchWhole(
  source: SegmentSource,
  kept: readonly KeptCategory[],
  { generation, categories }: ManifestAnswer,
): Promise<WholeSegment | undefined> {
  const newest = new Map(categories.map((one) => [one.id, one.generation]));
  const isSame = kept.every(
    (one) => (newest.get(one.id) ?? Infinity) <= one.generation && one.generation <= generation,
  );
  const segment = isSame ? await fetchBytes(source, WHOLE_SHOP, generation, LIMIT) : undefined;
  if (!segment) return undefined;
  return { generation, segment, products: sizeOf(kept), homes: homesOf(kept) };
}

/**
 * Products of what is kept now that changed or went since the segment was made; undefined where it does not stand for
 * it any more: other categories, an unknown past, or so many changes that a new one is better.
 */
export function changedSince(
  whole: WholeLabel,
  kept: readonly KeptCategory[],
): ReadonlySet<number> | undefined {
  if (homesOf(kept).join() !== whole.homes.join()) return undefined;
  const changed = new Set<number>();
  for (const one of kept) {
    // What did not change since is of an older generation than the whole.
    if (one.generation <= whole.generation) continue;
    const own = changedAfter(one, whole.generation);
    if (!own) return undefined;
    for (const id of own) changed.add(id);
  }
  return fewEnough(changed, whole) ? changed : undefined;
}

const homesOf = (kept: readonly KeptCategory[]): number[] => kept.map((one) => one.id).sort((a, b) => a - b);

const sizeOf = (kept: readonly KeptCategory[]): number => kept.reduce((sum, one) => sum + one.ids.length, 0);

function isLabel(value: unknown): value is WholeLabel {
  const { generation, products, homes } = (value ?? {}) as Partial<WholeLabel>;
  return typeof generation === 'number' && typeof products === 'number' && Array.isArray(homes);
}
