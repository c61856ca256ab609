/** Staged variants that are new become rows, with the first entry of their stock in the ledger. */
import { sql, type Expression, type Transaction } from 'kysely';
import type { Tables } from '#server/database/tables.ts';

/** What is written beside the rows themselves. */
export interface Moves {
  readonly importId: string;
  readonly generation: number;
  readonly at: number;
  /** Reason in the stock ledger. */
  readonly reason: 'import' | 'correction';
}

/** A number as a 64-bit parameter: PostgreSQL would otherwise take it for text in a select list. */
export const big = (value: number) => sql`cast(${value} as bigint)`;

/** What pages say of a count of the staged variant `s` (domain/stock `stockStateOf`). */
export const stateOf = (count: Expression<unknown>) =>
  sql`case when ${count} > s.low_at then 'in' when ${count} > 0 then 'low' when s.backorder = 1 then 'backorder' else 'out' end`;

/** What stock of the variant `v` will be: the stated count, else the count now and its relative change, never below zero without backorder. */
export const newCount = sql`case when s.on_hand is not null then s.on_hand
  when v.on_hand + coalesce(s.stock_change, 0) < 0 and s.backorder = 0 and v.on_hand >= 0 then 0
  else v.on_hand + coalesce(s.stock_change, 0) end`;

/** Inserts the new variants of the products whose positions `positions` selects. */
export async function insertVariants(
  tx: Transaction<Tables>,
  { importId, generation, at, reason }: Moves,
  positions: Expression<unknown>,
): Promise<void> {
  const fresh = sql`coalesce(s.on_hand, 0)`;
  await sql`
    insert into variant_rows (id, product_id, position, sku, barcode, options, unit_price, compare_at, breaks, minimum, multiple, on_hand, low_at, backorder, weight, sale_price, sale_from, sale_until, stock_state, on_sale)
    select variant_id, product_id, position, sku, barcode, options, unit_price, compare_at, breaks, minimum, multiple,
      coalesce(on_hand, 0), low_at, backorder, weight, sale_price, sale_from, sale_until, ${stateOf(fresh)}, 1
    from staged_variants s
    where import_id = ${importId} and is_new = 1 and product_position in (${positions})
    order by product_position, position`.execute(tx);
  await sql`
    insert into stock_moves (variant_id, change, reason, source, at)
    select s.variant_id, s.on_hand, ${reason}, ${`generation:${generation}`}, ${big(at)}
    from staged_variants s
    where s.import_id = ${importId} and s.is_new = 1 and s.on_hand <> 0 and s.product_position in (${positions})
    order by s.product_position, s.position`.execute(tx);
}
