/** Fills an empty shop with Cone & Coil; a shop with anything in it is never touched. */
import type { Shop } from '#server/shop.ts';
import type { ImportItem } from '../import/import-product.ts';
import { importProducts } from '../import/import-products.ts';
import { demoProducts } from './catalog.ts';

export type Seeded =
  | { readonly ok: true; readonly products: number; readonly generation: number | undefined }
  | { readonly ok: false; readonly reason: 'not-empty' };

/** What the demo shop says of itself; a merchant's own settings replace it. */
export const DEMO_PROFILE = {
  name: 'Cone & Coil',
  isDemo: true,
  about:
    'Parts for people who build loudspeakers. A demonstration: makers and prices are invented, the physics is not.',
  email: 'shop@localhost',
} as const;

/**
 * One import of the source "demo", published as one generation. Safe beside another process doing the same:
 * the second finds the same products and changes nothing.
 */
export async function seedDemo(shop: Shop): Promise<Seeded> {
  if (!(await isEmpty(shop))) return { ok: false, reason: 'not-empty' };
  await markAsDemo(shop);
  const report = await importProducts(shop, 'demo', items(), { apply: true, cause: 'the demo shop' });
  if (report.refusedInAll > 0)
    throw new Error(`the demo catalog refuses itself: ${report.refused[0]?.reason}`);
  return { ok: true, products: report.added, generation: report.generation };
}

function* items(): Generator<ImportItem> {
  for (const product of demoProducts()) yield { kind: 'product', product };
}

async function isEmpty({ database }: Shop): Promise<boolean> {
  const [product, order] = await Promise.all([
    database.read.selectFrom('products').select('id').limit(1).executeTakeFirst(),
    database.read.selectFrom('orders').select('id').limit(1).executeTakeFirst(),
  ]);
  return product === undefined && order === undefined;
}

/** Only over an untouched profile: what a merchant wrote stays. */
async function markAsDemo({ database }: Shop): Promise<void> {
  await database.transaction(async (tx) => {
    await tx
      .updateTable('shop')
      .set({ profile: JSON.stringify(DEMO_PROFILE) })
      .where('profile', '=', '{}')
      .execute();
  });
}
