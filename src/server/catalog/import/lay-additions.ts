/** Lays new products and categories into their tables, behind the ids at which the views end (migration 0011), and sweeps them away again. */
import { sql } from 'kysely';
import { insertMany } from '#server/database/insert-many.ts';
import type { Shop } from '#server/shop.ts';
import { underClaim, type Claim } from './claim.ts';
import { big, insertVariants } from './new-variants.ts';
import type { Plan } from './plan.ts';
import { stagedSteps } from './staged-steps.ts';

/** Products of one transaction: a writer beside waits for no more than these. */
const STEP = 100;

/** Lays what `plan` adds, numbered as the generation after the plan's. False: the claim was lost. */
export async function layAdditions(
  shop: Shop,
  importId: string,
  plan: Plan,
  signal?: AbortSignal,
): Promise<boolean> {
  const generation = plan.generation + 1;
  const at = shop.clock.now();
  const areLaid = await underClaim(shop, importId, (tx) =>
    insertMany(
      tx,
      shop.database.kind,
      'category_rows',
      ['id', 'path', 'name', 'parent_id', 'position', 'products', 'generation'],
      plan.categories.fresh.map((fresh) => ({ ...fresh, products: 0, generation })),
    ),
  );
  if (!areLaid) return false;
  for await (const positions of stagedSteps(shop, importId, sql`action = 'add'`, signal)) {
    const isLaid = await underClaim(shop, importId, async (tx) => {
      await sql`
        insert into product_rows (id, source, external_key, slug, title, vendor, part_number, category_id, on_sale, body, fingerprint, generation)
        select product_id, ${plan.source}, external_key, slug, title, vendor, part_number, category_id, on_sale, body, fingerprint, ${big(generation)}
        from staged_products where import_id = ${importId} and position in (${positions}) order by position`.execute(
        tx,
      );
      await insertVariants(tx, { importId, generation, at, reason: 'import' }, positions);
      await sql`
        insert into product_changes (generation, product_id, kind)
        select ${big(generation)}, product_id, 'added'
        from staged_products where import_id = ${importId} and position in (${positions}) order by product_id`.execute(
        tx,
      );
    });
    if (!isLaid) return false;
  }
  return true;
}

/** Removes every product and category that the claim of this import hides, newest first, in short transactions. */
export async function sweepAdditions(
  shop: Shop,
  importId: string,
  { product, category }: Claim,
): Promise<void> {
  for (;;) {
    const rows = await shop.database.read
      .selectFrom('product_rows')
      .select(['id', 'generation'])
      .where('id', '>=', product)
      .orderBy('id', 'desc')
      .limit(STEP)
      .execute();
    const lowest = rows.at(-1)?.id;
    if (lowest === undefined) break;
    const generations = [...new Set(rows.map((row) => row.generation))];
    const isSwept = await underClaim(shop, importId, async (tx) => {
      await sql`delete from stock_moves where variant_id in (select id from variant_rows where product_id >= ${lowest})`.execute(
        tx,
      );
      await tx.deleteFrom('variant_rows').where('product_id', '>=', lowest).execute();
      await tx
        .deleteFrom('product_changes')
        .where('generation', 'in', generations)
        .where('product_id', '>=', lowest)
        .execute();
      await tx.deleteFrom('product_rows').where('id', '>=', lowest).execute();
    });
    if (!isSwept) return;
  }
  await underClaim(shop, importId, (tx) =>
    tx.deleteFrom('category_rows').where('id', '>=', category).execute(),
  );
}
