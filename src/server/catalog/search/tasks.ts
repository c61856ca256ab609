/** What may be asked of the building thread, and how it is done: read rows, build one segment. */
import { buildSegment } from '#domain/search/segment/build.ts';
import type { Settings } from '#server/settings/settings.ts';
import type { Shop } from '#server/shop.ts';
import { readGeneration } from '../generations/watch.ts';
import { readChanges, readDocuments } from './documents.ts';

export type Task =
  | { readonly kind: 'whole' }
  | { readonly kind: 'changes'; readonly since: number }
  | { readonly kind: 'category'; readonly ids: readonly number[] };

export interface Built {
  /** Read before the rows: what the segment has may be newer, never older. */
  readonly generation: number;
  readonly segment: ArrayBuffer;
  readonly products: number;
  /** For changes: ids of all products changed or gone. */
  readonly changed: readonly number[];
}

export interface Order {
  readonly id: number;
  readonly settings: Settings;
  readonly task: Task;
}

export type Delivery =
  { readonly id: number; readonly built: Built } | { readonly id: number; readonly fault: string };

export async function build(shop: Shop, task: Task): Promise<Built> {
  const generation = await readGeneration(shop);
  if (task.kind === 'changes') {
    const { ids, documents } = await readChanges(shop, task.since);
    return { generation, segment: buildSegment(documents), products: documents.length, changed: ids };
  }
  const documents = await readDocuments(shop, task.kind === 'category' ? task.ids : undefined);
  return { generation, segment: buildSegment(documents), products: documents.length, changed: [] };
}
