/** One generation for a change that no file and no person made (stock states, pictures, sale prices): nothing to undo, so no change rows. */
import { sql, type Transaction } from 'kysely';
import type { Tables } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import { announceGeneration } from '../generations/announce.ts';
import { recountCategories } from './recount-categories.ts';
import { readUnsettled, settle } from './settle.ts';

/**
 * Settles what is published, so that rows are what is seen, then runs `change` under the lock that orders all publishing, with the number it is to write into what it touches.
 * It answers how many things changed; none: no generation. Announced after the commit.
 */
export async function raiseGeneration(
  shop: Shop,
  cause: string,
  change: (tx: Transaction<Tables>, generation: number) => Promise<number>,
): Promise<number | undefined> {
  for (;;) {
    await settle(shop);
    const raised = await tryRaise(shop, cause, change);
    if (raised === 'unsettled') continue;
    if (raised !== undefined) announceGeneration(shop, raised);
    return raised;
  }
}

function tryRaise(
  shop: Shop,
  cause: string,
  change: (tx: Transaction<Tables>, generation: number) => Promise<number>,
): Promise<number | 'unsettled' | undefined> {
  const { database } = shop;
  return database.transaction(async (tx) => {
    let query = tx.selectFrom('shop').select('generation');
    if (database.kind === 'postgres') query = query.forUpdate();
    const next = (await query.executeTakeFirstOrThrow()).generation + 1;
    if (await readUnsettled(tx)) return 'unsettled';
    const changed = await change(tx, next);
    if (changed === 0) return undefined;
    await tx.updateTable('shop').set({ generation: next }).execute();
    const summary = JSON.stringify({ added: 0, changed, removed: 0, left: 0, refused: 0 });
    await tx
      .insertInto('generations')
      .values({ id: next, at: shop.clock.now(), cause, summary, undone_by: null })
      .execute();
    await recountCategories(tx, next);
    if (database.kind === 'postgres') await sql`select pg_notify('generation', ${String(next)})`.execute(tx);
    return next;
  });
}
