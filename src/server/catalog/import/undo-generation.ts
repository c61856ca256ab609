/**
 * `undo`: a new generation that brings back what one generation changed, from the before-images it kept.
 * A product that another generation touched since is refused and stays; stock goes back by what the ledger says was moved.
 */
import type { Shop } from '#server/shop.ts';
import { announceGeneration } from '../generations/announce.ts';
import { claimLaying, lay } from './laying.ts';
import type { Before } from './plan.ts';
import { openPlan } from './plan.ts';
import { publish } from './publish.ts';
import { BATCH, dropStaging, openStaging, stageBatch, stagedRemoval } from './staging.ts';
import type { Staged } from './staged.ts';
import { readUndoable, stagedReturn } from './undo-rows.ts';

export type UndoResult =
  | {
      readonly ok: true;
      readonly generation: number;
      readonly undone: number;
      /** Titles that stay, because something changed them since. */
      readonly touchedSince: readonly string[];
    }
  | { readonly ok: false; readonly reason: 'not-found' | 'already-undone' | 'nothing-to-undo' | 'busy' };

const MOST_TRIES = 5;

/** Undoes one generation as far as nothing touched it since. */
export async function undoGeneration(shop: Shop, generation: number): Promise<UndoResult> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const importId = Buffer.from(shop.random.bytes(16)).toString('hex');
    await openStaging(shop, importId, `undo ${generation}`);
    try {
      await claimLaying(shop, importId);
      const result = await tryUndo(shop, importId, generation);
      if (result) return result;
    } finally {
      await dropStaging(shop, importId);
    }
  }
  return { ok: false, reason: 'busy' };
}

/** Undefined when another generation came in between. */
async function tryUndo(shop: Shop, importId: string, generation: number): Promise<UndoResult | undefined> {
  const row = await shop.database.read
    .selectFrom('generations')
    .selectAll()
    .where('id', '=', generation)
    .executeTakeFirst();
  if (!row) return { ok: false, reason: 'not-found' };
  if (row.undone_by !== null) return { ok: false, reason: 'already-undone' };
  const plan = await openPlan(shop.database.read, `undo ${generation}`);
  const touchedSince: string[] = [];
  let position = 0;
  for (let after = 0; ;) {
    const changes = await readUndoable(shop, generation, after, BATCH);
    if (changes.length === 0) break;
    const batch: Staged[] = [];
    for (const change of changes) {
      after = change.productId;
      if (change.isTouchedSince) touchedSince.push(change.title);
      else if (change.kind === 'added') batch.push(stagedRemoval(importId, position++, change.now));
      else {
        const before = beforeOf(change.before, change.now);
        const back = stagedReturn(importId, position++, change, before);
        plan.isRenaming ||= back.product.slug_before !== null;
        plan.withdrawn.push(...withdrawnBy(back, change.now));
        batch.push(back);
      }
    }
    await stageBatch(shop, importId, batch);
  }
  if (position === 0) return { ok: false, reason: 'nothing-to-undo' };
  if (!(await lay(shop, importId, plan))) return undefined;
  const published = await publish(shop, {
    importId,
    plan,
    cause: `undo ${generation}`,
    summary: JSON.stringify({ undone: position, touchedSince: touchedSince.length }),
    undoes: generation,
    stockReason: 'correction',
  });
  if (published === undefined) return undefined;
  announceGeneration(shop, published);
  return { ok: true, generation: published, undone: position, touchedSince };
}

/** The rows before; a change of stock alone kept none, because nothing else changed. */
function beforeOf(before: string | null, now: Before): Before {
  return before === null ? now : (JSON.parse(before) as Before);
}

function withdrawnBy({ variants }: Staged, now: Before): number[] {
  const back = new Set(variants.map((variant) => variant.variant_id));
  return now.variants.filter(({ id, on_sale }) => on_sale === 1 && !back.has(id)).map(({ id }) => id);
}
