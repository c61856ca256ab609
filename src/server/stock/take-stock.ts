/** Stock goes down only here: by conditional updates in sorted order, each explained in the ledger. */
import type { Kysely } from 'kysely';
import type { MoveReason, Take } from '#domain/stock/stock.ts';
import { settleStock } from '#server/catalog/import/settle.ts';
import type { Tables } from '#server/database/tables.ts';

/**
 * Takes everything or says which variant stopped it; the caller then rolls back.
 * `takes` must come from `takesOf`: one entry a variant, ids rising.
 */
export async function takeStock(
  tx: Kysely<Tables>,
  takes: readonly Take[],
  why: { readonly reason: MoveReason; readonly source: string; readonly at: number },
): Promise<{ readonly ok: true } | { readonly ok: false; readonly variant: number }> {
  await settleStock(
    tx,
    takes.map((take) => take.variant),
  );
  for (const { variant, n } of takes) {
    const { numUpdatedRows } = await tx
      .updateTable('variant_rows')
      .set((e) => ({ on_hand: e('on_hand', '-', n) }))
      .where('id', '=', variant)
      .where((e) => e.or([e('on_hand', '>=', n), e('backorder', '=', 1)]))
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return { ok: false, variant };
  }
  await tx
    .insertInto('stock_moves')
    .values(takes.map(({ variant, n }) => ({ variant_id: variant, change: -n, ...why })))
    .execute();
  return { ok: true };
}

/** Gives stock back (cancel, expiry, return) or brings it in (correction), explained alike. */
export async function giveStock(
  tx: Kysely<Tables>,
  gifts: readonly Take[],
  why: { readonly reason: MoveReason; readonly source: string; readonly at: number },
): Promise<void> {
  await settleStock(
    tx,
    gifts.map((gift) => gift.variant),
  );
  for (const { variant, n } of gifts) {
    await tx
      .updateTable('variant_rows')
      .set((e) => ({ on_hand: e('on_hand', '+', n) }))
      .where('id', '=', variant)
      .execute();
  }
  if (gifts.length === 0) return;
  await tx
    .insertInto('stock_moves')
    .values(gifts.map(({ variant, n }) => ({ variant_id: variant, change: n, ...why })))
    .execute();
}
