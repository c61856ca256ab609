/** The rows an undo works on: what a generation changed, what stands now, and what goes back. */
import type { Shop } from '#server/shop.ts';
import { beforeImages, type Before } from './plan.ts';
import { keepsPlace, keepsVariants, variantKeepsPlace } from './match-variants.ts';
import type { Staged } from './staged.ts';

export interface Undoable {
  readonly productId: number;
  readonly title: string;
  /** added | changed | moved | stock | removed */
  readonly kind: string;
  readonly before: string | null;
  readonly now: Before;
  /** Stock that the generation moved, by variant. */
  readonly moved: ReadonlyMap<number, number>;
  readonly isTouchedSince: boolean;
}

/** Up to `most` products that `generation` changed, with ids above `after`. */
export async function readUndoable(
  shop: Shop,
  generation: number,
  after: number,
  most: number,
): Promise<Undoable[]> {
  const db = shop.database.read;
  const changes = await db
    .selectFrom('product_changes as c')
    .innerJoin('generations as g', 'g.id', 'c.generation')
    .leftJoin('before_images as i', (join) =>
      join.onRef('i.publication', '=', 'g.publication').onRef('i.product_id', '=', 'c.product_id'),
    )
    .select((e) => ['c.product_id', 'c.kind', e.fn.coalesce('c.before', 'i.before').as('before')])
    .where('c.generation', '=', generation)
    .where('c.product_id', '>', after)
    .orderBy('c.product_id')
    .limit(most)
    .execute();
  if (changes.length === 0) return [];
  const ids = changes.map((change) => change.product_id);
  const later = await db
    .selectFrom('product_changes')
    .select('product_id')
    .where('product_id', 'in', ids)
    .where('generation', '>', generation)
    .execute();
  const touched = new Set(later.map((row) => row.product_id));
  const rows = await db.selectFrom('products').selectAll().where('id', 'in', ids).execute();
  const standing = new Map(
    [...(await beforeImages(db, rows)).values()].map((image) => [image.product.id, image] as const),
  );
  const moves = await db
    .selectFrom('stock_moves')
    .innerJoin('variants', 'variants.id', 'stock_moves.variant_id')
    .select(['stock_moves.variant_id', 'stock_moves.change'])
    .where('variants.product_id', 'in', ids)
    .where('stock_moves.source', '=', `generation:${generation}`)
    .execute();
  const moved = new Map<number, number>();
  for (const move of moves) moved.set(move.variant_id, (moved.get(move.variant_id) ?? 0) + move.change);
  return changes.flatMap((change) => {
    const now = standing.get(change.product_id);
    if (!now) return [];
    return {
      productId: change.product_id,
      title: now.product.title,
      kind: change.kind,
      before: change.kind === 'stock' ? null : change.before,
      now,
      moved,
      // A later stock job writes no change row, but gives the product a later generation: content is the same then.
      isTouchedSince: touched.has(change.product_id),
    };
  });
}

/** The staged change that makes a product what it was; counts go back relatively, so that sales meanwhile stay counted. */
export function stagedReturn(
  importId: string,
  position: number,
  { kind, moved, now }: Undoable,
  { product, variants }: Before,
): Staged {
  const back: Staged = {
    product: {
      import_id: importId,
      position,
      external_key: product.external_key,
      // A file with the undone counts must be able to bring them again.
      fingerprint: kind === 'stock' ? `${product.fingerprint.slice(0, 64)}/undone` : product.fingerprint,
      slug_wish: '',
      title: product.title,
      vendor: product.vendor,
      part_number: product.part_number,
      category: '[]',
      on_sale: product.on_sale,
      body: product.body,
      action: 'change',
      product_id: product.id,
      slug: product.slug,
      slug_before: product.slug === now.product.slug ? null : now.product.slug,
      category_id: product.category_id,
      category_before:
        product.category_id === now.product.category_id && product.on_sale >= now.product.on_sale
          ? null
          : now.product.category_id,
      keeps_place: 0,
      is_laid: 0,
    },
    before: JSON.stringify(now),
    variants: variants
      .filter((variant) => variant.on_sale === 1)
      .map((variant) => ({
        import_id: importId,
        product_position: position,
        position: variant.position,
        variant_id: variant.id,
        is_new: 0,
        product_id: product.id,
        sku: variant.sku,
        barcode: variant.barcode,
        options: variant.options,
        unit_price: variant.unit_price,
        compare_at: variant.compare_at,
        breaks: variant.breaks,
        minimum: variant.minimum,
        multiple: variant.multiple,
        on_hand: null,
        stock_change: -(moved.get(variant.id) ?? 0),
        low_at: variant.low_at,
        backorder: variant.backorder,
        weight: variant.weight,
        // Images of before there were sale prices have none.
        sale_price: variant.sale_price ?? null,
        sale_from: variant.sale_from ?? null,
        sale_until: variant.sale_until ?? null,
        sale_stated: 1,
        keeps_place: 0,
      })),
  };
  const standing = new Map(now.variants.map((variant) => [variant.id, variant]));
  for (const variant of back.variants) {
    const stands = standing.get(variant.variant_id);
    variant.keeps_place = stands && variantKeepsPlace(variant, stands) ? 1 : 0;
  }
  back.product.keeps_place = keepsPlace(back.product, now.product) ? 1 : 0;
  back.product.is_laid = back.product.keeps_place === 1 && keepsVariants(back.variants, now.variants) ? 1 : 0;
  return back;
}
