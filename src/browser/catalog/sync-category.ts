/**
 * Brings one category to the server's newest generation.
 * - Rows are written as they arrive, some hundred to a record, with the place to go on from: a cut costs one record.
 * - When the catalog moved meanwhile, a further round asks for what changed since the first answer, so that what goes
 *   live is one generation, whole.
 * - Records touched by a change are written anew beside the old ones; one last transaction makes them live.
 */
import { EMPTY_DICTIONARY, growDictionary, type FeedDictionary, type FeedRow } from '#domain/catalog/feed.ts';
import type { DeviceDatabase } from '../database.ts';
import type { Feed } from './feed-lines.ts';
import { foldChanges } from './fold-changes.ts';
import { blankCategory, ROWS, type KeptCategory, type Resume, type StoredRecord } from './kept-category.ts';
import { goLive, readKept, writeStaged } from './category-store.ts';

export interface SyncPorts {
  readonly database: DeviceDatabase;
  readonly feed: Feed;
  readonly now: () => number;
  /** Rows received so far in this run. */
  readonly progress?: (rows: number) => void;
}

export type SyncResult =
  | { readonly ok: true; readonly generation: number; readonly rows: number; readonly bytes: number }
  /** cut: goes on from there next time; storage: this device cannot keep it. */
  | { readonly ok: false; readonly reason: 'cut' | 'storage' };

const MOST_ROUNDS = 8;

export async function syncCategory(ports: SyncPorts, id: number): Promise<SyncResult> {
  const read = await readKept(ports.database, id);
  if (!read.ok) return { ok: false, reason: 'storage' };
  let kept: KeptCategory = read.value ?? blankCategory(id);
  const total = { rows: 0, bytes: 0 };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const resume = kept.resume ?? begin(kept);
    const received = await receive(ports, { ...kept, resume }, resume, total);
    if (!received.ok) return received;
    kept = received.kept;
    const { isWhole, newest } = received;
    const now = kept.resume!;
    if (!isWhole) continue;
    if (newest === now.generation) return finish(ports, kept, now, total);
    kept = { ...kept, resume: { ...now, since: now.generation, after: 0, generation: 0 } };
  }
  return { ok: false, reason: 'cut' };
}

function begin(kept: KeptCategory): Resume {
  return { since: kept.generation, after: 0, generation: 0, base: kept.live, changes: [] };
}

type Received =
  | { readonly ok: true; readonly kept: KeptCategory; readonly isWhole: boolean; readonly newest: number }
  | { readonly ok: false; readonly reason: 'cut' | 'storage' };

/** One answer of the feed into staged records. Not whole: the server gave a first part, or the network broke. */
async function receive(
  ports: SyncPorts,
  start: KeptCategory,
  resume: Resume,
  total: { rows: number; bytes: number },
): Promise<Received> {
  let kept = start;
  let words: FeedDictionary = EMPTY_DICTIONARY;
  let waiting: FeedRow[] = [];
  let newest = 0;
  let isWhole = false;
  let hasProgressed = false;

  async function flush(): Promise<boolean> {
    if (waiting.length === 0) return true;
    const number = kept.nextRecord;
    const rows = waiting.map((row) => [0, row] as const);
    const record: StoredRecord = { category: kept.id, number, dictionaries: [words], rows };
    const next = staged(kept, number, waiting.at(-1)![0]);
    const written = await writeStaged(ports.database, next, record);
    if (!written.ok) return false;
    total.rows += waiting.length;
    ports.progress?.(total.rows);
    kept = next;
    waiting = [];
    hasProgressed = true;
    return true;
  }

  try {
    const bytes = (count: number) => void (total.bytes += count);
    for await (const line of ports.feed(kept.id, resume.since, resume.after, bytes)) {
      if (line.kind === 'head') {
        words = growDictionary(words, line.words);
        newest = line.generation;
        const now = kept.resume!;
        if (now.generation === 0) kept = { ...kept, resume: { ...now, generation: newest } };
      } else if (line.kind === 'row') {
        waiting.push(line.row);
        if (waiting.length >= ROWS && !(await flush())) return { ok: false, reason: 'storage' };
      } else {
        isWhole = true;
      }
    }
  } catch {
    // Silence, a portal's page, or a line cut in two: what was written stays, the rest is asked for again.
    if (!(await flush())) return { ok: false, reason: 'storage' };
    return { ok: false, reason: 'cut' };
  }
  if (!(await flush())) return { ok: false, reason: 'storage' };
  return isWhole || hasProgressed ? { ok: true, kept, isWhole, newest } : { ok: false, reason: 'cut' };
}

/** The first round of a first sync lays the base; every other one collects changes. */
function staged(kept: KeptCategory, number: number, after: number): KeptCategory {
  const resume = kept.resume!;
  const isBase = resume.since === 0;
  return {
    ...kept,
    nextRecord: number + 1,
    resume: {
      ...resume,
      after,
      base: isBase ? [...resume.base, number] : resume.base,
      changes: isBase ? resume.changes : [...resume.changes, number],
    },
  };
}

async function finish(
  ports: SyncPorts,
  kept: KeptCategory,
  resume: Resume,
  total: { rows: number; bytes: number },
): Promise<SyncResult> {
  const folded = await foldChanges(ports.database, kept, resume);
  if (!folded.ok) return { ok: false, reason: 'storage' };
  const isFirst = kept.generation === 0;
  const live = await goLive(ports.database, folded.value, {
    generation: resume.generation,
    checkedAt: ports.now(),
    bytes: isFirst ? total.bytes : kept.bytes + total.bytes,
  });
  return live.ok ? { ok: true, generation: resume.generation, ...total } : { ok: false, reason: 'storage' };
}
