/**
 * The claim to lay (laying.ts): one import has it at a time, from before it lays until it has published or swept away
 * what it laid. The views end at the ids it notes, and show nothing that is laid beside rows while anybody has it.
 * A claim that gave no sign for a while (its process died) is taken over with everything laid under it.
 */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import { givingWay } from './give-way.ts';
import { readUnsettled } from './settle.ts';

/** Longer than any one transaction of an import that lives. */
const SILENT_AFTER = 30_000;

type Tx = Transaction<Tables>;

/** The first ids that nobody sees. */
export interface Claim {
  readonly product: number;
  readonly category: number;
}

/** Takes the claim if nobody else holds it and everything published is settled. */
export async function takeClaim(shop: Shop, tx: Tx, importId: string): Promise<boolean> {
  await lockShop(shop, tx);
  if (await readUnsettled(tx)) return false;
  const now = shop.clock.now();
  const holder = await tx
    .selectFrom('imports')
    .select(['id', 'seen_at', 'laid_product', 'laid_category'])
    .where('laid_product', 'is not', null)
    .executeTakeFirst();
  if (holder && holder.id !== importId && holder.seen_at > now - SILENT_AFTER) return false;
  const { laid_product, laid_category } = holder ?? {
    laid_product: (await lastId(tx, 'product_rows')) + 1,
    laid_category: (await lastId(tx, 'category_rows')) + 1,
  };
  if (holder) await dropClaim(tx, holder.id);
  await tx
    .updateTable('imports')
    .set({ laid_product, laid_category, seen_at: now })
    .where('id', '=', importId)
    .execute();
  return true;
}

async function lastId(tx: Tx, table: 'product_rows' | 'category_rows'): Promise<number> {
  const row = await tx
    .selectFrom(table)
    .select((e) => e.fn.max('id').as('id'))
    .executeTakeFirst();
  return Number(row?.id ?? 0);
}

/** PostgreSQL: orders claims as it orders publications. SQLite has one writer. */
async function lockShop(shop: Shop, tx: Tx): Promise<void> {
  if (shop.database.kind === 'postgres') await tx.selectFrom('shop').select('id').forUpdate().execute();
}

/** Gives the claim up, which shows what was laid under it: when `published`, or once all is swept away. */
export async function dropClaim(tx: Tx, importId: string, published: number | null = null): Promise<void> {
  await tx
    .updateTable('imports')
    .set({ laid_product: null, laid_category: null, published })
    .where('id', '=', importId)
    .execute();
}

/** The claim of this import, if it holds it still. */
export async function readClaim(db: Kysely<Tables>, importId: string): Promise<Claim | undefined> {
  const row = await db
    .selectFrom('imports')
    .select(['laid_product as product', 'laid_category as category'])
    .where('id', '=', importId)
    .executeTakeFirst();
  if (!row || row.product === null || row.category === null) return undefined;
  return { product: row.product, category: row.category };
}

/** One short transaction while the claim holds, which it renews. False: the claim was lost, and nothing done. */
export async function underClaim(
  shop: Shop,
  importId: string,
  work: (tx: Tx) => Promise<unknown>,
): Promise<boolean> {
  return givingWay(shop, () =>
    shop.database.transaction(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('imports')
        .set({ seen_at: shop.clock.now() })
        .where('id', '=', importId)
        .where('laid_product', 'is not', null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await work(tx);
      return true;
    }),
  );
}
