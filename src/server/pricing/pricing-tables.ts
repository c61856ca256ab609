/** The delivery and tax tables that hold now, as the merchant imported them or as a new shop begins. */
import type { Kysely } from 'kysely';
import { firstDelivery, NO_TAX, type DeliveryTable, type TaxTable } from '#domain/pricing/tables.ts';
import type { Tables } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';

export interface PricingTables {
  readonly delivery: DeliveryTable;
  readonly tax: TaxTable;
}

interface Kept {
  readonly stamp: string;
  readonly tables: PricingTables;
}

const kept = new WeakMap<Shop, Kept>();

/** Read inside the transaction that relies on them; parsed again only when one of them changed. */
export async function loadPricingTables(shop: Shop, tx: Kysely<Tables>): Promise<PricingTables> {
  const stamps = await tx
    .selectFrom('pricing_tables')
    .select(['name', 'updated_at'])
    .orderBy('name')
    .execute();
  const stamp = stamps.map((row) => `${row.name} ${row.updated_at}`).join();
  const known = kept.get(shop);
  if (known?.stamp === stamp) return known.tables;
  const rows = await tx.selectFrom('pricing_tables').select(['name', 'body']).execute();
  const bodyOf = (name: string) => rows.find((row) => row.name === name)?.body;
  const delivery = bodyOf('delivery');
  const tax = bodyOf('tax');
  const tables: PricingTables = {
    delivery: delivery
      ? (JSON.parse(delivery) as DeliveryTable)
      : firstDelivery(10 ** shop.currency.decimals),
    tax: tax ? (JSON.parse(tax) as TaxTable) : NO_TAX,
  };
  kept.set(shop, { stamp, tables });
  return tables;
}

/** Puts a checked table in force. `updated_at` only ever grows, so that every process notices. */
export async function savePricingTable(
  shop: Shop,
  name: 'delivery' | 'tax',
  table: DeliveryTable | TaxTable,
): Promise<void> {
  await shop.database.transaction(async (tx) => {
    const before = await tx
      .selectFrom('pricing_tables')
      .select('updated_at')
      .where('name', '=', name)
      .executeTakeFirst();
    const updated_at = Math.max(shop.clock.now(), (before?.updated_at ?? 0) + 1);
    const body = JSON.stringify(table);
    await tx
      .insertInto('pricing_tables')
      .values({ name, body, updated_at })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ body, updated_at }))
      .execute();
  });
}
