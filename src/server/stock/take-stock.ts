/** Stock goes down only here: by conditional updates in sorted order, each explained in the ledger. */
import type { Kysely } from 'kysely';
import type { MoveReason, Take } from '#domain/stock/stock.ts';
import { settleVariant } from '#server/catalog/import/settle.ts';
import type { Tables } from '#server/database/tables.ts';

interface Why {
  readonly reason: MoveReason;
  readonly source: string;
  readonly at: number;
}

/**
 * Takes everything or says which variant stopped it; the caller then rolls back.
 * `takes` must come from `takesOf`: one entry a variant, ids rising.
 */
export async function takeStock(
  tx: Kysely<Tables>,
  takes: readonly Take[],
  why: Why,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly variant: number }> {
  for (const { variant, n } of takes)
    if (!(await changeCount(tx, variant, -n))) return { ok: false, variant };
  await explain(tx, takes, -1, why);
  return { ok: true };
}

/** Gives stock back (cancel, expiry, return) or brings it in (correction), explained alike. */
export async function giveStock(tx: Kysely<Tables>, gifts: readonly Take[], why: Why): Promise<void> {
  for (const { variant, n } of gifts) await changeCount(tx, variant, n);
  if (gifts.length > 0) await explain(tx, gifts, 1, why);
}

/**
 * False: there is not so much, and no backorder. Beside nearly every row nothing is laid, so that is asked with the
 * change itself; what is laid is settled first.
 */
async function changeCount(tx: Kysely<Tables>, variant: number, change: number): Promise<boolean> {
  let update = tx
    .updateTable('variant_rows')
    .set((e) => ({ on_hand: e('on_hand', '+', change) }))
    .where('id', '=', variant);
  if (change < 0) update = update.where((e) => e.or([e('on_hand', '>=', -change), e('backorder', '=', 1)]));
  const once = await update.where('laid_unit_price', 'is', null).executeTakeFirst();
  if (once.numUpdatedRows === 1n) return true;
  await settleVariant(tx, variant);
  const { numUpdatedRows } = await update.executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function explain(tx: Kysely<Tables>, moves: readonly Take[], sign: 1 | -1, why: Why): Promise<void> {
  await tx
    .insertInto('stock_moves')
    .values(moves.map(({ variant, n }) => ({ variant_id: variant, change: sign * n, ...why })))
    .execute();
}
