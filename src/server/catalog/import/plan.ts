/**
 * Decides, row by row and against one generation, what publishing will do: add, change, only move stock, or leave;
 * with ids, slugs and categories given out in advance. Publishing then only copies, and is refused
 * when another generation came in between (the plan is made again).
 */
import { slugify } from '#domain/catalog/slug.ts';
import type { Kysely } from 'kysely';
import type { Random } from '#domain/time/clock.ts';
import type { ProductsTable, Tables, VariantRow } from '#server/database/tables.ts';
import { placeCategory, readCategoryTree, type CategoryTree } from './category-tree.ts';
import { sameContent } from './fingerprint.ts';
import { keepsPlace, keepsVariants, matchVariants } from './match-variants.ts';
import type { Staged } from './staged.ts';

export interface Plan {
  /** The generation it was made against. */
  readonly generation: number;
  readonly source: string;
  readonly categories: CategoryTree;
  /** Every slug in use or redirected, and whose it is. */
  readonly slugs: Map<string, number>;
  /** The last number tried behind a wish, so that a thousand equal titles are not counted up a thousand times. */
  readonly slugNumbers: Map<string, number>;
  /** Variant ids given out by this plan. */
  readonly variantIds: Set<number>;
  nextProduct: number;
  /** Whether a standing product gets another slug. */
  isRenaming: boolean;
  /** Variants on sale that their changed product has no more. */
  readonly withdrawn: number[];
}

/** A product's rows before a change, kept for `undo`. */
export interface Before {
  readonly product: ProductsTable;
  readonly variants: readonly VariantRow[];
}

/** Reads what a plan must know of the shop as it stands. */
export async function openPlan(db: Kysely<Tables>, source: string): Promise<Plan> {
  const { generation } = await db.selectFrom('shop').select('generation').executeTakeFirstOrThrow();
  const last = await db
    .selectFrom('products')
    .select((e) => e.fn.max('id').as('id'))
    .executeTakeFirst();
  const slugs = new Map<string, number>();
  for (const row of await db.selectFrom('slugs').select(['slug', 'product_id']).execute())
    slugs.set(row.slug, row.product_id);
  for (const row of await db.selectFrom('products').select(['slug', 'id']).execute())
    slugs.set(row.slug, row.id);
  return {
    generation,
    source,
    categories: await readCategoryTree(db),
    slugs,
    slugNumbers: new Map(),
    variantIds: new Set(),
    nextProduct: Number(last?.id ?? 0) + 1,
    isRenaming: false,
    withdrawn: [],
  };
}

/** Fills in what is open in `batch`. At most some hundred products at a time. */
export async function planBatch(
  db: Kysely<Tables>,
  plan: Plan,
  batch: readonly Staged[],
  random: Random,
): Promise<void> {
  const standing = await readStanding(db, plan.source, batch);
  for (const staged of batch) {
    const before = standing.get(staged.product.external_key);
    staged.product.is_laid = 0;
    if (before === 'same') staged.product.action = 'leave';
    else if (before) planKnown(plan, staged, before, random);
    else planNew(plan, staged, random);
  }
  await replaceTakenIds(db, plan, batch, random);
}

/** Known products of these keys: whole where their fingerprint differs, without rows where nothing changed. */
async function readStanding(
  db: Kysely<Tables>,
  source: string,
  batch: readonly Staged[],
): Promise<ReadonlyMap<string, Before | 'same'>> {
  const fingerprints = new Map(
    batch.map(({ product }) => [product.external_key, product.fingerprint] as const),
  );
  if (fingerprints.size === 0) return new Map();
  const known = await db
    .selectFrom('products')
    .select(['id', 'external_key', 'fingerprint'])
    .where('source', '=', source)
    .where('external_key', 'in', [...fingerprints.keys()])
    .execute();
  const other = known.filter((row) => fingerprints.get(row.external_key) !== row.fingerprint);
  const standing = new Map<string, Before | 'same'>(known.map((row) => [row.external_key, 'same']));
  if (other.length === 0) return standing;
  const ids = other.map((row) => row.id);
  const products = await db.selectFrom('products').selectAll().where('id', 'in', ids).execute();
  for (const [key, before] of await beforeImages(db, products)) standing.set(key, before);
  return standing;
}

/** The rows of products with their variants, by external key. */
export async function beforeImages(
  db: Kysely<Tables>,
  products: readonly ProductsTable[],
): Promise<Map<string, Before>> {
  if (products.length === 0) return new Map();
  const ids = products.map((product) => product.id);
  const variants = await db
    .selectFrom('variants')
    .selectAll()
    .where('product_id', 'in', ids)
    .orderBy('product_id')
    .orderBy('position')
    .execute();
  const byProduct = Map.groupBy(variants, (variant) => variant.product_id);
  return new Map(
    products.map((product) => [product.external_key, { product, variants: byProduct.get(product.id) ?? [] }]),
  );
}

function planNew(plan: Plan, { product, variants }: Staged, random: Random): void {
  product.action = 'add';
  product.product_id = plan.nextProduct++;
  product.slug = takeSlug(plan, product.slug_wish || product.title, product.product_id);
  product.category_id = placeCategory(plan.categories, JSON.parse(product.category) as string[]);
  product.slug_before = null;
  product.category_before = null;
  for (const variant of variants) {
    variant.is_new = 1;
    variant.product_id = product.product_id;
    variant.variant_id = newVariantId(plan, random);
  }
}

function planKnown(plan: Plan, staged: Staged, before: Before, random: Random): void {
  const { product, variants } = staged;
  const was = before.product;
  product.product_id = was.id;
  product.slug = was.slug;
  product.slug_before = null;
  product.category_id = was.category_id;
  product.category_before = null;
  const unnamed = matchVariants(variants, before.variants, was.id, () => newVariantId(plan, random));
  if (sameContent(was.fingerprint, product.fingerprint)) {
    const moved =
      was.fingerprint !== product.fingerprint &&
      variants.some(
        (variant) =>
          variant.on_hand !== null &&
          variant.on_hand !== before.variants.find((known) => known.id === variant.variant_id)?.on_hand,
      );
    product.action = moved ? 'stock' : 'leave';
    product.is_laid = moved && keepsVariants(variants, before.variants) ? 1 : 0;
    return;
  }
  product.action = 'change';
  plan.withdrawn.push(...unnamed.filter((variant) => variant.on_sale === 1).map(({ id }) => id));
  staged.before = JSON.stringify(before);
  product.category_id = placeCategory(plan.categories, JSON.parse(product.category) as string[]);
  // Devices that keep the old category must hear that it left it, or the shop.
  const isLeaving = was.on_sale === 1 && product.on_sale === 0;
  if (product.category_id !== was.category_id || isLeaving) product.category_before = was.category_id;
  const wish = slugify(product.slug_wish);
  if (wish && wish !== was.slug && !isNumbered(was.slug, wish)) {
    product.slug = takeSlug(plan, wish, was.id);
    product.slug_before = product.slug === was.slug ? null : was.slug;
    plan.isRenaming ||= product.slug_before !== null;
  }
  product.keeps_place = keepsPlace(product, was) ? 1 : 0;
  product.is_laid = product.keeps_place === 1 && keepsVariants(variants, before.variants) ? 1 : 0;
}

/** A free slug from a wish: the wish itself, else with the smallest number behind it. */
function takeSlug(plan: Plan, wish: string, productId: number): string {
  const first = slugify(wish) || `p${productId}`;
  let slug = first;
  let number = plan.slugNumbers.get(first) ?? 1;
  while (plan.slugs.has(slug) && plan.slugs.get(slug) !== productId) slug = `${first}-${++number}`;
  if (number > 1) plan.slugNumbers.set(first, number);
  plan.slugs.set(slug, productId);
  return slug;
}

const isNumbered = (slug: string, wish: string) =>
  slug.startsWith(`${wish}-`) && /^\d+$/.test(slug.slice(wish.length + 1));

function newVariantId(plan: Plan, random: Random): number {
  for (;;) {
    const bytes = random.bytes(5);
    const id = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    if (id === 0 || plan.variantIds.has(id)) continue;
    plan.variantIds.add(id);
    return id;
  }
}

/** 40 random bits meet an id already given once in a long while: those are drawn again. */
async function replaceTakenIds(
  db: Kysely<Tables>,
  plan: Plan,
  batch: readonly Staged[],
  random: Random,
): Promise<void> {
  let open = batch
    .filter((staged) => staged.product.action !== 'leave')
    .flatMap((staged) => staged.variants.filter((variant) => variant.is_new === 1));
  while (open.length > 0) {
    const ids = open.map((variant) => variant.variant_id);
    const rows = await db.selectFrom('variants').select('id').where('id', 'in', ids).execute();
    const taken = new Set(rows.map((row) => row.id));
    open = open.filter((variant) => taken.has(variant.variant_id));
    for (const variant of open) variant.variant_id = newVariantId(plan, random);
  }
}
