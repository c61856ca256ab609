/**
 * Lays what a staged file changes beside the rows that stand (migration 0013), unseen until it is published.
 * Only products of which no column changes that an index knows: the others are few, and are copied while publishing.
 */
import { sql, type Transaction } from 'kysely';
import type { Tables } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import { underClaim } from './claim.ts';
import { big, newCount, stateOf } from './new-variants.ts';
import type { Plan } from './plan.ts';
import { stagedSteps } from './staged-steps.ts';

/** Numbered as the generation after the plan's. False: the claim was lost. */
export async function layChanges(
  shop: Shop,
  importId: string,
  plan: Plan,
  signal?: AbortSignal,
): Promise<boolean> {
  for await (const positions of stagedSteps(shop, importId, sql`is_laid = 1`, signal)) {
    const isLaid = await underClaim(shop, importId, async (tx) => {
      await layVariants(tx, importId, positions);
      await layProducts(tx, importId, positions, plan.generation + 1);
    });
    if (!isLaid) return false;
  }
  return true;
}

/** What pages will say of stock is of this moment; what is sold meanwhile is followed as always. */
async function layVariants(
  tx: Transaction<Tables>,
  importId: string,
  positions: ReturnType<typeof sql>,
): Promise<void> {
  await sql`
    update variant_rows as v set laid_barcode = s.barcode, laid_options = s.options, laid_unit_price = s.unit_price,
      laid_compare_at = s.compare_at, laid_breaks = s.breaks, laid_minimum = s.minimum, laid_multiple = s.multiple,
      laid_on_hand = s.on_hand, laid_change = coalesce(s.stock_change, 0), laid_low_at = s.low_at,
      laid_backorder = s.backorder, laid_weight = s.weight, laid_stock_state = ${stateOf(newCount)}
    from staged_variants s
    where s.import_id = ${importId} and s.product_position in (${positions}) and v.id = s.variant_id`.execute(
    tx,
  );
}

/** A count alone is no news; a product that goes from "in" to "out" is. */
async function layProducts(
  tx: Transaction<Tables>,
  importId: string,
  positions: ReturnType<typeof sql>,
  generation: number,
): Promise<void> {
  await sql`
    update product_rows as p set laid_vendor = s.vendor, laid_part_number = s.part_number, laid_body = s.body,
      laid_fingerprint = s.fingerprint, laid_generation = case when s.action = 'change' or exists (
        select 1 from variant_rows v where v.product_id = p.id and v.laid_stock_state <> v.stock_state)
        then ${big(generation)} else p.generation end
    from staged_products s
    where s.import_id = ${importId} and s.position in (${positions}) and p.id = s.product_id`.execute(tx);
}
