/**
 * The part of a publication that changes what stands and could not be laid (lay-changes.ts): products that get another
 * place, lose or gain variants, or go. Its every statement is time a buyer's order may wait, so
 * - what can be known before the transaction is not asked in it (the plan's; the generation proves that it still holds);
 * - a column that an index knows is written only where it changes: writing it costs the index, changed or not.
 */
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { Tables } from '#server/database/tables.ts';
import type { Plan } from './plan.ts';
import { big, insertVariants, newCount, stateOf, type Moves } from './new-variants.ts';

type Tx = Transaction<Tables>;

/** What those staged products do that are not laid: statements without work are left out of the transaction. */
export async function stagedKinds(read: Kysely<Tables>, importId: string): Promise<Set<string>> {
  const rows = await read
    .selectFrom('staged_products')
    .select('action')
    .distinct()
    .where('import_id', '=', importId)
    .where('is_laid', '=', 0)
    .execute();
  return new Set(rows.map((row) => row.action));
}

/** Changes, removals and counts of the staged rows. */
export async function changeRows(
  tx: Tx,
  kinds: ReadonlySet<string>,
  { isRenaming, withdrawn }: Plan,
  moves: Moves,
): Promise<void> {
  const { importId, generation } = moves;
  if (kinds.has('change')) {
    await changeProducts(tx, importId, generation, isRenaming);
    await insertVariants(
      tx,
      moves,
      sql`select position from staged_products where import_id = ${importId} and action = 'change' and is_laid = 0`,
    );
  }
  if (kinds.has('remove')) await removeProducts(tx, importId, generation);
  if (kinds.has('change') || kinds.has('stock')) await changeCounts(tx, moves, kinds.has('stock'));
  for (const id of withdrawn)
    await tx.updateTable('variant_rows').set({ on_sale: 0 }).where('id', '=', id).execute();
  if (kinds.has('change') || kinds.has('stock')) await changeVariants(tx, importId);
  if (kinds.has('change') || kinds.has('stock') || kinds.has('remove'))
    await recordChanges(tx, importId, generation);
}

async function changeProducts(
  tx: Tx,
  importId: string,
  generation: number,
  isRenaming: boolean,
): Promise<void> {
  if (isRenaming)
    await sql`
      delete from slugs where slug in (
        select slug from staged_products where import_id = ${importId} and slug_before is not null)`.execute(
      tx,
    );
  const change = (more: RawBuilder<unknown>, keepsPlace: number) =>
    sql`
      update product_rows set vendor = s.vendor, part_number = s.part_number, body = s.body,
        fingerprint = s.fingerprint, generation = ${big(generation)} ${more}
      from staged_products s
      where s.import_id = ${importId} and s.action = 'change' and s.is_laid = 0 and s.keeps_place = ${big(keepsPlace)}
        and product_rows.id = s.product_id`.execute(tx);
  await change(sql``, 1);
  await change(sql`, slug = s.slug, title = s.title, category_id = s.category_id, on_sale = s.on_sale`, 0);
  if (isRenaming)
    await sql`
      insert into slugs (slug, product_id)
      select slug_before, product_id from staged_products where import_id = ${importId} and slug_before is not null
      on conflict (slug) do update set product_id = excluded.product_id`.execute(tx);
}

async function removeProducts(tx: Tx, importId: string, generation: number): Promise<void> {
  await sql`
    update product_rows set on_sale = 0, generation = ${big(generation)}, fingerprint = s.fingerprint
    from staged_products s
    where s.import_id = ${importId} and s.action = 'remove' and product_rows.id = s.product_id`.execute(tx);
}

const touched = (importId: string, actions: RawBuilder<unknown>) =>
  sql`s.import_id = ${importId} and s.is_new = 0 and s.product_position in (
    select position from staged_products where import_id = ${importId} and action in (${actions}) and is_laid = 0)`;

const CHANGE_OR_STOCK = sql`'change', 'stock'`;

/** The ledger first: it says by how much the counts of now will move. */
async function changeCounts(
  tx: Tx,
  { importId, generation, at, reason }: Moves,
  hasStock: boolean,
): Promise<void> {
  await sql`
    insert into stock_moves (variant_id, change, reason, source, at)
    select v.id, ${newCount} - v.on_hand, ${reason}, ${`generation:${generation}`}, ${big(at)}
    from staged_variants s join variant_rows v on v.id = s.variant_id
    where ${touched(importId, CHANGE_OR_STOCK)} and ${newCount} <> v.on_hand`.execute(tx);
  if (!hasStock) return;
  // A count alone is no news; a product that goes from "in" to "out" is.
  await sql`
    update product_rows set generation = ${big(generation)} where id in (
      select v.product_id from staged_variants s join variant_rows v on v.id = s.variant_id
      where ${touched(importId, sql`'stock'`)} and v.stock_state <> ${stateOf(newCount)})`.execute(tx);
  await sql`
    update product_rows set fingerprint = s.fingerprint from staged_products s
    where s.import_id = ${importId} and s.action = 'stock' and s.is_laid = 0 and product_rows.id = s.product_id`.execute(
    tx,
  );
}

async function changeVariants(tx: Tx, importId: string): Promise<void> {
  const change = (more: RawBuilder<unknown>, keepsPlace: number) =>
    sql`
      update variant_rows set barcode = n.barcode, options = n.options, unit_price = n.unit_price,
        compare_at = n.compare_at, breaks = n.breaks, minimum = n.minimum, multiple = n.multiple,
        on_hand = n.count_now, low_at = n.low_at, backorder = n.backorder_now, weight = n.weight,
        stock_state = n.state_now, on_sale = 1 ${more}
      from (select s.*, ${newCount} as count_now, ${stateOf(newCount)} as state_now,
          case when v.on_hand < 0 and s.on_hand is null then 1 else s.backorder end as backorder_now
        from staged_variants s join variant_rows v on v.id = s.variant_id
        where ${touched(importId, CHANGE_OR_STOCK)} and s.keeps_place = ${big(keepsPlace)}) n
      where variant_rows.id = n.variant_id`.execute(tx);
  await change(sql``, 1);
  await change(
    sql`, position = n.position, sku = n.sku,
      sale_price = case n.sale_stated when 1 then n.sale_price else variant_rows.sale_price end,
      sale_from = case n.sale_stated when 1 then n.sale_from else variant_rows.sale_from end,
      sale_until = case n.sale_stated when 1 then n.sale_until else variant_rows.sale_until end`,
    0,
  );
}

/** The rows before stand in `before_images` already. */
async function recordChanges(tx: Tx, importId: string, generation: number): Promise<void> {
  await sql`
    insert into product_changes (generation, product_id, kind, category_before)
    select ${big(generation)}, product_id,
      case action when 'remove' then 'removed' when 'stock' then 'stock'
        else case when category_before is null then 'changed' when on_sale = 0 then 'removed' else 'moved' end end,
      category_before
    from staged_products where import_id = ${importId} and action in ('change', 'stock', 'remove') and is_laid = 0
    order by product_id`.execute(tx);
}
