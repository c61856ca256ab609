/** Freshly kept pictures become visible: one generation for all products that use them, so that pages and devices hear of it. */
import { sql } from 'kysely';
import type { Shop } from '#server/shop.ts';
import { announceGeneration } from '../generations/announce.ts';
import { recountCategories } from '../import/recount-categories.ts';

/** Answers the generation, or undefined when nothing on sale waits for a picture. Writes no change row: there is nothing to undo. */
export async function showPictures(shop: Shop): Promise<number | undefined> {
  const at = shop.clock.now();
  const generation = await shop.database.transaction(async (tx) => {
    let query = tx.selectFrom('shop').select('generation');
    if (shop.database.kind === 'postgres') query = query.forUpdate();
    const next = (await query.executeTakeFirstOrThrow()).generation + 1;
    const number = sql<number>`cast(${next} as bigint)`;
    const changed = await sql<{ id: number }>`
      update products set generation = ${number} where on_sale = 1 and id in (
        select u.product_id from picture_uses u join picture_fetches f on f.address = u.address where f.state = 'kept')
      returning id`.execute(tx);
    await tx.updateTable('picture_fetches').set({ state: 'shown' }).where('state', '=', 'kept').execute();
    if (changed.rows.length === 0) return undefined;
    await tx.updateTable('shop').set({ generation: next }).execute();
    const summary = JSON.stringify({ changed: changed.rows.length });
    await tx
      .insertInto('generations')
      .values({ id: next, at, cause: 'pictures', summary, undone_by: null })
      .execute();
    await recountCategories(tx, next);
    if (shop.database.kind === 'postgres')
      await sql`select pg_notify('generation', ${String(next)})`.execute(tx);
    return next;
  });
  if (generation !== undefined) announceGeneration(shop, generation);
  return generation;
}
