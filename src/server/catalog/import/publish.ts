/**
 * Publishing: one short transaction that takes the shop's lock, allots the generation, shows what was laid
 * (laying.ts) and copies what could not be laid.
 * - refused (`undefined`) when another generation came after the plan was made, or the claim is lost:
 *   plan and lay again;
 * - nothing is computed here that staging could compute, so a buyer's order waits for copying only.
 */
import { sql, type Transaction } from 'kysely';
import type { Shop } from '#server/shop.ts';
import type { Tables } from '#server/database/tables.ts';
import { changeRows, stagedKinds } from './change-rows.ts';
import { dropClaim, readClaim } from './claim.ts';
import type { Plan } from './plan.ts';
import { turnSales } from './turn-sales.ts';
import { recountCategories } from './recount-categories.ts';

export interface Publication {
  readonly importId: string;
  readonly plan: Plan;
  /** "import shopify parts.csv", "undo 12". */
  readonly cause: string;
  /** JSON for the list of generations. */
  readonly summary: string;
  /** The generation this one undoes. */
  readonly undoes?: number;
  /** Reason in the stock ledger. */
  readonly stockReason: 'import' | 'correction';
}

type Tx = Transaction<Tables>;

/** The new generation, or undefined when the plan is of yesterday or what was laid is not ours any more. */
export async function publish(shop: Shop, publication: Publication): Promise<number | undefined> {
  const { plan, importId } = publication;
  const at = shop.clock.now();
  const kinds = await stagedKinds(shop.database.read, importId);
  return shop.database.transaction(async (tx) => {
    if (!(await readClaim(tx, importId))) return undefined;
    const generation = await allotGeneration(shop, tx, plan.generation);
    if (generation === undefined) return undefined;
    await dropClaim(tx, importId, generation);
    const { cause, summary } = publication;
    await tx
      .insertInto('generations')
      .values({ id: generation, at, cause, summary, undone_by: null, publication: importId })
      .execute();
    if (publication.undoes !== undefined)
      await tx
        .updateTable('generations')
        .set({ undone_by: generation })
        .where('id', '=', publication.undoes)
        .execute();
    await changeRows(tx, kinds, plan, { importId, generation, at, reason: publication.stockReason });
    await turnSales(tx, generation, at);
    await recountCategories(tx, generation);
    if (shop.database.kind === 'postgres')
      await sql`select pg_notify('generation', ${String(generation)})`.execute(tx);
    return generation;
  });
}

/** Takes the lock that orders all publishing; gives the next number if the shop still stands at `expected`. */
async function allotGeneration(shop: Shop, tx: Tx, expected: number): Promise<number | undefined> {
  let query = tx.selectFrom('shop').select('generation');
  if (shop.database.kind === 'postgres') query = query.forUpdate();
  const { generation } = await query.executeTakeFirstOrThrow();
  if (generation !== expected) return undefined;
  await tx
    .updateTable('shop')
    .set({ generation: generation + 1 })
    .execute();
  return generation + 1;
}
