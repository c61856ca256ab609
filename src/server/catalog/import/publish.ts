/**
 * Publishing: one short transaction that takes the shop's lock, allots the generation and copies the staged rows.
 * - refused (`undefined`) when another generation came after the plan was made: plan again;
 * - nothing is computed here that staging could compute, so a buyer's order waits for copying only.
 */
import { sql, type Transaction } from 'kysely';
import type { Shop } from '#server/shop.ts';
import type { Tables } from '#server/database/tables.ts';
import { insertMany } from '#server/database/insert-many.ts';
import type { Plan } from './plan.ts';
import { recountCategories } from './recount-categories.ts';

export interface Publication {
  readonly importId: string;
  readonly plan: Plan;
  /** "import shopify parts.csv", "undo 12". */
  readonly cause: string;
  /** JSON for the list of generations. */
  readonly summary: string;
  /** The generation this one undoes. */
  readonly undoes?: number;
  /** Reason in the stock ledger. */
  readonly stockReason: 'import' | 'correction';
}

type Tx = Transaction<Tables>;

/** The new generation, or undefined when the plan is of yesterday. */
export async function publish(shop: Shop, publication: Publication): Promise<number | undefined> {
  const { plan, importId } = publication;
  const at = shop.clock.now();
  const kinds = await stagedKinds(shop, importId);
  return shop.database.transaction(async (tx) => {
    const generation = await allotGeneration(shop, tx, plan.generation);
    if (generation === undefined) return undefined;
    const { cause, summary } = publication;
    await tx
      .insertInto('generations')
      .values({ id: generation, at, cause, summary, undone_by: null })
      .execute();
    if (publication.undoes !== undefined)
      await tx
        .updateTable('generations')
        .set({ undone_by: generation })
        .where('id', '=', publication.undoes)
        .execute();
    await insertMany(
      tx,
      shop.database.kind,
      'categories',
      ['id', 'path', 'name', 'parent_id', 'position', 'products', 'generation'],
      plan.categories.fresh.map((fresh) => ({ ...fresh, products: 0, generation })),
    );
    const moves: Moves = { importId, generation, at, reason: publication.stockReason };
    if (kinds.has('add')) await addProducts(tx, importId, plan.source, generation);
    if (kinds.has('change')) await changeProducts(tx, importId, generation);
    if (kinds.has('remove')) await removeProducts(tx, importId, generation);
    if (kinds.has('add') || kinds.has('change')) await addVariants(tx, moves);
    if (kinds.has('change') || kinds.has('stock')) await changeVariants(tx, moves);
    await recordChanges(tx, importId, generation);
    await recountCategories(tx, generation);
    if (shop.database.kind === 'postgres')
      await sql`select pg_notify('generation', ${String(generation)})`.execute(tx);
    return generation;
  });
}

/** What this import does at all: statements without work are left out of the transaction. */
async function stagedKinds(shop: Shop, importId: string): Promise<Set<string>> {
  const rows = await shop.database.read
    .selectFrom('staged_products')
    .select('action')
    .distinct()
    .where('import_id', '=', importId)
    .execute();
  return new Set(rows.map((row) => row.action));
}

/** Takes the lock that orders all publishing; gives the next number if the shop still stands at `expected`. */
async function allotGeneration(shop: Shop, tx: Tx, expected: number): Promise<number | undefined> {
  let query = tx.selectFrom('shop').select('generation');
  if (shop.database.kind === 'postgres') query = query.forUpdate();
  const { generation } = await query.executeTakeFirstOrThrow();
  if (generation !== expected) return undefined;
  await tx
    .updateTable('shop')
    .set({ generation: generation + 1 })
    .execute();
  return generation + 1;
}

async function addProducts(tx: Tx, importId: string, source: string, generation: number): Promise<void> {
  await sql`
    insert into products (id, source, external_key, slug, title, vendor, part_number, category_id, on_sale, body, fingerprint, generation)
    select product_id, ${source}, external_key, slug, title, vendor, part_number, category_id, on_sale, body, fingerprint, ${big(generation)}
    from staged_products where import_id = ${importId} and action = 'add' order by position`.execute(tx);
}

async function changeProducts(tx: Tx, importId: string, generation: number): Promise<void> {
  await sql`
    delete from slugs where slug in (
      select slug from staged_products where import_id = ${importId} and slug_before is not null)`.execute(
    tx,
  );
  await sql`
    update products set slug = s.slug, title = s.title, vendor = s.vendor, part_number = s.part_number,
      category_id = s.category_id, on_sale = s.on_sale, body = s.body, fingerprint = s.fingerprint, generation = ${big(generation)}
    from staged_products s
    where s.import_id = ${importId} and s.action = 'change' and products.id = s.product_id`.execute(tx);
  await sql`
    insert into slugs (slug, product_id)
    select slug_before, product_id from staged_products where import_id = ${importId} and slug_before is not null
    on conflict (slug) do update set product_id = excluded.product_id`.execute(tx);
}

async function removeProducts(tx: Tx, importId: string, generation: number): Promise<void> {
  await sql`
    update products set on_sale = 0, generation = ${big(generation)}, fingerprint = s.fingerprint
    from staged_products s
    where s.import_id = ${importId} and s.action = 'remove' and products.id = s.product_id`.execute(tx);
}

interface Moves {
  readonly importId: string;
  readonly generation: number;
  readonly at: number;
  readonly reason: string;
}

/** What stock will be: the stated count, else the count now and its relative change, never below zero without backorder. */
const newCount = sql`case when s.on_hand is not null then s.on_hand
  when v.on_hand + coalesce(s.stock_change, 0) < 0 and s.backorder = 0 and v.on_hand >= 0 then 0
  else v.on_hand + coalesce(s.stock_change, 0) end`;

const stateOf = (count: ReturnType<typeof sql>) =>
  sql`case when ${count} > s.low_at then 'in' when ${count} > 0 then 'low' when s.backorder = 1 then 'backorder' else 'out' end`;

const touched = (importId: string) =>
  sql`s.import_id = ${importId} and s.product_position in (
    select position from staged_products where import_id = ${importId} and action in ('change', 'stock'))`;

async function addVariants(tx: Tx, { importId, generation, at, reason }: Moves): Promise<void> {
  const source = `generation:${generation}`;
  const fresh = sql`coalesce(s.on_hand, 0)`;
  await sql`
    insert into variants (id, product_id, position, sku, barcode, options, unit_price, compare_at, breaks, minimum, multiple, on_hand, low_at, backorder, weight, stock_state, on_sale)
    select variant_id, product_id, position, sku, barcode, options, unit_price, compare_at, breaks, minimum, multiple,
      coalesce(on_hand, 0), low_at, backorder, weight, ${stateOf(fresh)}, 1
    from staged_variants s
    where import_id = ${importId} and is_new = 1 and product_position in (
      select position from staged_products where import_id = ${importId} and action in ('add', 'change'))
    order by product_position, position`.execute(tx);
  await sql`
    insert into stock_moves (variant_id, change, reason, source, at)
    select s.variant_id, s.on_hand, ${reason}, ${source}, ${big(at)}
    from staged_variants s
    where s.import_id = ${importId} and s.is_new = 1 and s.on_hand <> 0 and s.product_position in (
      select position from staged_products where import_id = ${importId} and action in ('add', 'change'))
    order by s.product_position, s.position`.execute(tx);
}

async function changeVariants(tx: Tx, { importId, generation, at, reason }: Moves): Promise<void> {
  const source = `generation:${generation}`;
  await sql`
    insert into stock_moves (variant_id, change, reason, source, at)
    select v.id, ${newCount} - v.on_hand, ${reason}, ${source}, ${big(at)}
    from staged_variants s join variants v on v.id = s.variant_id
    where ${touched(importId)} and s.is_new = 0 and ${newCount} <> v.on_hand`.execute(tx);
  // A count alone is no news; a product that goes from "in" to "out" is.
  await sql`
    update products set generation = ${big(generation)} where id in (
      select v.product_id from staged_variants s join variants v on v.id = s.variant_id
      where ${touched(importId)} and s.is_new = 0 and v.stock_state <> ${stateOf(newCount)})`.execute(tx);
  await sql`
    update products set fingerprint = s.fingerprint from staged_products s
    where s.import_id = ${importId} and s.action = 'stock' and products.id = s.product_id`.execute(tx);
  await sql`
    update variants set on_sale = 0 where on_sale = 1
      and product_id in (select product_id from staged_products where import_id = ${importId} and action = 'change')
      and id not in (select variant_id from staged_variants where import_id = ${importId})`.execute(tx);
  await sql`
    update variants set position = n.position, sku = n.sku, barcode = n.barcode, options = n.options,
      unit_price = n.unit_price, compare_at = n.compare_at, breaks = n.breaks, minimum = n.minimum,
      multiple = n.multiple, on_hand = n.count_now, low_at = n.low_at, backorder = n.backorder_now,
      weight = n.weight, stock_state = n.state_now, on_sale = 1
    from (select s.*, ${newCount} as count_now, ${stateOf(newCount)} as state_now,
        case when v.on_hand < 0 and s.on_hand is null then 1 else s.backorder end as backorder_now
      from staged_variants s join variants v on v.id = s.variant_id
      where ${touched(importId)} and s.is_new = 0) n
    where variants.id = n.variant_id`.execute(tx);
}

async function recordChanges(tx: Tx, importId: string, generation: number): Promise<void> {
  await sql`
    insert into product_changes (generation, product_id, kind, before, category_before)
    select ${big(generation)}, product_id,
      case action when 'add' then 'added' when 'remove' then 'removed' when 'stock' then 'stock'
        else case when category_before is null then 'changed' when on_sale = 0 then 'removed' else 'moved' end end,
      before, category_before
    from staged_products where import_id = ${importId} and action in ('add', 'change', 'stock', 'remove')
    order by product_id`.execute(tx);
}

/** A number as a 64-bit parameter: PostgreSQL would otherwise take it for text in a select list. */
const big = (value: number) => sql`cast(${value} as bigint)`;
