/** Staged products in steps small enough for one short transaction each. */
import { sql, type Expression, type RawBuilder } from 'kysely';
import type { Shop } from '#server/shop.ts';
import { big } from './new-variants.ts';

/** Products of one transaction: a writer beside waits for no more than these. */
const STEP = 100;

/** For each step a subquery of the positions of the staged products of which `which` is true; throws the signal's reason when interrupted. */
export async function* stagedSteps(
  shop: Shop,
  importId: string,
  which: Expression<boolean>,
  signal?: AbortSignal,
): AsyncGenerator<RawBuilder<unknown>> {
  for (let after = -1; ;) {
    signal?.throwIfAborted();
    const rows = await shop.database.read
      .selectFrom('staged_products')
      .select('position')
      .where('import_id', '=', importId)
      .where(which)
      .where('position', '>', after)
      .orderBy('position')
      .limit(STEP)
      .execute();
    const last = rows.at(-1)?.position;
    if (last === undefined) return;
    yield sql`select position from staged_products
      where import_id = ${importId} and ${which} and position > ${big(after)} and position <= ${big(last)}`;
    after = last;
  }
}
