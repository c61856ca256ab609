/** Freshly kept pictures become visible: one generation for all products that use them, so that pages and devices hear of it. */
import { sql } from 'kysely';
import type { Shop } from '#server/shop.ts';
import { raiseGeneration } from '../import/raise-generation.ts';

/** Answers the generation, or undefined when nothing on sale waits for a picture. Writes no change row: there is nothing to undo. */
export function showPictures(shop: Shop): Promise<number | undefined> {
  return raiseGeneration(shop, 'pictures', async (tx, generation) => {
    const changed = await sql<{ id: number }>`
      update product_rows set generation = cast(${generation} as bigint) where on_sale = 1 and id in (
        select u.product_id from picture_uses u join picture_fetches f on f.address = u.address where f.state = 'kept')
      returning id`.execute(tx);
    await tx.updateTable('picture_fetches').set({ state: 'shown' }).where('state', '=', 'kept').execute();
    return changed.rows.length;
  });
}
