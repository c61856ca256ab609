/** Search segments as they lie in IndexedDB: one per kept category, and under DELTA one of everything newer than those. */
import type { DeviceDatabase } from '../database.ts';

export interface KeptSegment {
  readonly generation: number;
  readonly segment: ArrayBuffer;
  /** Products it must hold; what says otherwise when opened is not used. */
  readonly products: number;
}

export interface KeptDelta {
  /** Names the segments and generations it stands between. */
  readonly stamp: string;
  readonly segment: ArrayBuffer;
}

const DELTA = 'delta';

export async function readSegments(
  database: DeviceDatabase,
  ids: readonly number[],
): Promise<Map<number, KeptSegment>> {
  const read = await database.work(['segments'], 'readonly', async (tx) =>
    Promise.all(ids.map((id) => tx.objectStore('segments').get(String(id)))),
  );
  const found = new Map<number, KeptSegment>();
  if (read.ok) ids.forEach((id, i) => isKeptSegment(read.value[i]) && found.set(id, read.value[i]));
  return found;
}

/** A segment that cannot be stored is made or fetched once more next time. */
export async function keepSegment(database: DeviceDatabase, id: number, segment: KeptSegment): Promise<void> {
  await database.work(['segments'], 'readwrite', async (tx) => {
    await tx.objectStore('segments').put(segment, String(id));
  });
}

export async function readDelta(database: DeviceDatabase, stamp: string): Promise<ArrayBuffer | undefined> {
  const read = await database.work(['segments'], 'readonly', (tx) => tx.objectStore('segments').get(DELTA));
  const delta = read.ok ? (read.value as Partial<KeptDelta> | undefined) : undefined;
  return delta?.stamp === stamp && delta.segment instanceof ArrayBuffer ? delta.segment : undefined;
}

export async function keepDelta(database: DeviceDatabase, delta: KeptDelta): Promise<void> {
  await database.work(['segments'], 'readwrite', async (tx) => {
    await tx.objectStore('segments').put(delta, DELTA);
  });
}

export function isKeptSegment(value: unknown): value is KeptSegment {
  const kept = value as Partial<KeptSegment> | undefined;
  return (
    kept?.segment instanceof ArrayBuffer &&
    typeof kept.generation === 'number' &&
    typeof kept.products === 'number'
  );
}
