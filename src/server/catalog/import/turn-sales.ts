/** Makes what pages say of sale prices (`sale_now`) agree with their dates, inside a transaction that has a generation of its own. */
import { sql, type Kysely } from 'kysely';
import type { Tables } from '#server/database/tables.ts';

/** Variants whose word is not as their dates say; spelled so that the index `variants_with_sale` is used. */
export const saleTurns = (at: number) =>
  sql<boolean>`(sale_price is not null or sale_now = 1) and sale_now <> ${holds(at)}`;

const holds = (at: number) => sql<number>`case when sale_price is not null
  and (sale_from is null or sale_from <= cast(${at} as bigint))
  and (sale_until is null or sale_until > cast(${at} as bigint)) then 1 else 0 end`;

/** Answers how many variants now say something else; their products bear the generation. */
export async function turnSales(tx: Kysely<Tables>, generation: number, at: number): Promise<number> {
  await tx
    .updateTable('product_rows')
    .set({ generation })
    .where('id', 'in', (e) => e.selectFrom('variants').select('product_id').where(saleTurns(at)))
    .execute();
  const { numUpdatedRows } = await tx
    .updateTable('variant_rows')
    .set({ sale_now: holds(at) })
    .where('id', 'in', (e) => e.selectFrom('variants').select('id').where(saleTurns(at)))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
