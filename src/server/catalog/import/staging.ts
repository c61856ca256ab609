/** The staging tables of one import: filled in short transactions while the shop sells, read again to plan anew, thrown away at the end. */
import { sql, type Transaction } from 'kysely';
import type { Tables } from '#server/database/tables.ts';
import { deleteInSteps } from '#server/database/delete-in-steps.ts';
import type { Shop } from '#server/shop.ts';
import { insertMany } from '#server/database/insert-many.ts';
import { givingWay } from './give-way.ts';
import { sweepLaid } from './laying.ts';
import { beforeImages, planBatch, type Before, type Plan } from './plan.ts';
import { settle } from './settle.ts';
import { productColumns, variantColumns, type Staged } from './staged.ts';

export const BATCH = 250;
const FORGOTTEN_AFTER = 3_600_000;

/** Makes room for an import, sweeps away what a killed one left behind and settles what was published: a plan reads counts. */
export async function openStaging(shop: Shop, importId: string, source: string): Promise<void> {
  const now = shop.clock.now();
  const old = await shop.database.read
    .selectFrom('imports')
    .select('id')
    .where('seen_at', '<', now - FORGOTTEN_AFTER)
    .execute();
  for (const { id } of old) await dropStaging(shop, id);
  await settle(shop);
  await shop.database.transaction(async (tx) => {
    await tx.insertInto('imports').values({ id: importId, source, started_at: now, seen_at: now }).execute();
  });
}

export async function stageBatch(shop: Shop, importId: string, batch: readonly Staged[]): Promise<void> {
  const kind = shop.database.kind;
  await shop.database.transaction(async (tx) => {
    await insertMany(
      tx,
      kind,
      'staged_products',
      productColumns,
      batch.map((staged) => staged.product),
    );
    await insertMany(
      tx,
      kind,
      'staged_variants',
      variantColumns,
      batch.flatMap((staged) => staged.variants),
    );
    await keepImages(tx, importId, batch);
    await tx.updateTable('imports').set({ seen_at: shop.clock.now() }).where('id', '=', importId).execute();
  });
}

/** An image written for an earlier plan of the same import is replaced; one that no change names any more does no harm. */
async function keepImages(
  tx: Transaction<Tables>,
  importId: string,
  batch: readonly Staged[],
): Promise<void> {
  const images = batch.flatMap(({ product, before }) =>
    before === undefined ? [] : { publication: importId, product_id: product.product_id, before },
  );
  if (images.length === 0) return;
  await tx
    .insertInto('before_images')
    .values(images)
    .onConflict((conflict) =>
      conflict
        .columns(['publication', 'product_id'])
        .doUpdateSet((e) => ({ before: e.ref('excluded.before') })),
    )
    .execute();
}

/** Plans every staged product again, because the shop moved on; `counted` hears each batch. */
export async function planAgain(
  shop: Shop,
  importId: string,
  plan: Plan,
  counted: (batch: readonly Staged[]) => void,
): Promise<void> {
  const db = shop.database.read;
  for (let after = -1; ;) {
    const products = await db
      .selectFrom('staged_products')
      .selectAll()
      .where('import_id', '=', importId)
      .where('position', '>', after)
      .where('action', '<>', 'remove')
      .orderBy('position')
      .limit(BATCH)
      .execute();
    const last = products.at(-1)?.position;
    if (last === undefined) break;
    const variants = await db
      .selectFrom('staged_variants')
      .selectAll()
      .where('import_id', '=', importId)
      .where('product_position', '>', after)
      .where('product_position', '<=', last)
      .orderBy('product_position')
      .orderBy('position')
      .execute();
    const byProduct = Map.groupBy(variants, (variant) => variant.product_position);
    const batch = products.map((product) => ({
      product,
      variants: byProduct.get(product.position) ?? [],
    }));
    await planBatch(db, plan, batch, shop.random);
    counted(batch);
    await shop.database.transaction(async (tx) => {
      await tx
        .deleteFrom('staged_variants')
        .where('import_id', '=', importId)
        .where('product_position', '>', after)
        .where('product_position', '<=', last)
        .execute();
      await tx
        .deleteFrom('staged_products')
        .where('import_id', '=', importId)
        .where('position', '>', after)
        .where('position', '<=', last)
        .execute();
    });
    await stageBatch(shop, importId, batch);
    after = last;
  }
}

/** Stages the removal of on-sale products of `source` that the file does not name; gives how many. */
export async function stageRemovals(
  shop: Shop,
  importId: string,
  source: string,
  isNamed: (key: string) => boolean,
  position: number,
): Promise<number> {
  const db = shop.database.read;
  const rows = await db
    .selectFrom('products')
    .select(['id', 'external_key'])
    .where('source', '=', source)
    .where('on_sale', '=', 1)
    .execute();
  const going = rows.filter((row) => !isNamed(row.external_key)).map((row) => row.id);
  for (let from = 0; from < going.length; from += BATCH) {
    const products = await db
      .selectFrom('products')
      .selectAll()
      .where('id', 'in', going.slice(from, from + BATCH))
      .execute();
    const images = [...(await beforeImages(db, products)).values()];
    const batch = images.map((before, index) => stagedRemoval(importId, position + from + index, before));
    await stageBatch(shop, importId, batch);
  }
  return going.length;
}

/** The staged row that takes a product off sale. Its fingerprint is emptied, so that the same file can bring it back. */
export function stagedRemoval(importId: string, position: number, before: Before): Staged {
  const { product } = before;
  return {
    product: {
      import_id: importId,
      position,
      external_key: product.external_key,
      fingerprint: 'removed',
      slug_wish: '',
      title: product.title,
      vendor: product.vendor,
      part_number: product.part_number,
      category: '[]',
      on_sale: 0,
      body: '{}',
      action: 'remove',
      product_id: product.id,
      slug: product.slug,
      slug_before: null,
      category_id: product.category_id,
      category_before: product.category_id,
      keeps_place: 0,
      is_laid: 0,
    },
    variants: [],
    before: JSON.stringify(before),
  };
}

/** Throws an import's rows away, in short transactions; what it laid is first settled, or swept away if it was never published. */
export async function dropStaging(shop: Shop, importId: string): Promise<void> {
  await settle(shop);
  await sweepLaid(shop, importId);
  await dropImages(shop, importId);
  const last = await shop.database.read
    .selectFrom('staged_products')
    .select((e) => e.fn.max('position').as('position'))
    .where('import_id', '=', importId)
    .executeTakeFirst();
  for (let from = 0; from <= Number(last?.position ?? -1); from += BATCH * 4) {
    await givingWay(shop, () =>
      shop.database.transaction(async (tx) => {
        await tx
          .deleteFrom('staged_variants')
          .where('import_id', '=', importId)
          .where('product_position', '>=', from)
          .where('product_position', '<', from + BATCH * 4)
          .execute();
        await tx
          .deleteFrom('staged_products')
          .where('import_id', '=', importId)
          .where('position', '>=', from)
          .where('position', '<', from + BATCH * 4)
          .execute();
      }),
    );
  }
  await shop.database.transaction(async (tx) => {
    await tx.deleteFrom('imports').where('id', '=', importId).execute();
  });
}

/** The before-images of an import that was never published. */
async function dropImages(shop: Shop, importId: string): Promise<void> {
  const published = await shop.database.read
    .selectFrom('generations')
    .select('id')
    .where('publication', '=', importId)
    .executeTakeFirst();
  if (!published)
    await deleteInSteps(shop.database, 'before_images', 'product_id', sql`publication = ${importId}`);
}
