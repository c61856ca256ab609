/**
 * What was laid beside rows (lay-changes.ts) and is published becomes the rows themselves, in short transactions.
 * The views show the same before, meanwhile and after, so nobody sees it, and whoever dies over it leaves it to the next.
 * Only a row's own count is the old one until then: who moves stock settles a laid variant first (`settleVariant`), and
 * a generation that changes rows in place is raised when all are settled (raise-generation.ts).
 * Every step holds the row of `imports` that says so, because what is laid once all is settled belongs to the next import.
 */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Tables } from '#server/database/tables.ts';
import type { Shop } from '#server/shop.ts';
import { givingWay } from './give-way.ts';
import { big } from './new-variants.ts';

/** Rows of one transaction: a writer beside waits for no more than these. */
const STEP = 100;

type Tx = Transaction<Tables>;

/** The publication whose laid rows are not settled; one at most, because nobody lays before it is. */
export interface Unsettled {
  readonly importId: string;
  readonly generation: number;
  readonly at: number;
  /** The generation it undid. */
  readonly undid: number | null;
}

/** Answers what is published and not settled. */
export function readUnsettled(db: Kysely<Tables>): Promise<Unsettled | undefined> {
  return db
    .selectFrom('imports as i')
    .innerJoin('generations as g', 'g.id', 'i.published')
    .leftJoin('generations as u', 'u.undone_by', 'g.id')
    .select(['i.id as importId', 'g.id as generation', 'g.at', 'u.id as undid'])
    .executeTakeFirst();
}

/** Settles everything that is published. Safe in several processes at once. */
export async function settle(shop: Shop): Promise<void> {
  const { database } = shop;
  for (;;) {
    const unsettled = await readUnsettled(database.read);
    if (!unsettled) return;
    const step = (work: (tx: Tx, ids: readonly number[]) => Promise<void>) => (ids: readonly number[]) =>
      database.transaction(async (tx) => {
        if (await holdUnsettled(tx, unsettled)) await work(tx, ids);
      });
    await eachLaid(
      shop,
      laidVariants,
      step(async (tx, ids) => {
        if (database.kind === 'postgres') await lockLaid(tx, ids);
        await settleVariants(tx, unsettled, ids);
      }),
    );
    await eachLaid(
      shop,
      laidProducts,
      step((tx, ids) => settleProducts(tx, unsettled, ids)),
    );
    await database.transaction((tx) =>
      tx.updateTable('imports').set({ published: null }).where('id', '=', unsettled.importId).execute(),
    );
  }
}

/**
 * Settles a variant in the transaction that is about to move its stock, if something is laid beside it that is published.
 * The row is ours before we ask, and no publication ends while one of its rows is laid: so the answer stays true.
 */
export async function settleVariant(tx: Kysely<Tables>, variant: number): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('variant_rows')
    .set((e) => ({ laid_change: e.ref('laid_change') }))
    .where('id', '=', variant)
    .where('laid_unit_price', 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return;
  const unsettled = await readUnsettled(tx);
  if (unsettled) await settleVariants(tx, unsettled, [variant]);
}

/** An order may hold a row still: its count is read when the row is ours. Ids rise, as an order's do, so that nobody waits in a ring. */
async function lockLaid(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx
    .selectFrom('variant_rows')
    .select('id')
    .where('id', 'in', ids)
    .where('laid_unit_price', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** False: it is settled by now, and what is laid is another's. True: that stays so to the end of the transaction. */
async function holdUnsettled(tx: Kysely<Tables>, { importId, generation }: Unsettled): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('imports')
    .set((e) => ({ published: e.ref('published') }))
    .where('id', '=', importId)
    .where('published', '=', generation)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function settleVariants(
  tx: Kysely<Tables>,
  { generation, at, undid }: Unsettled,
  ids: readonly number[],
): Promise<void> {
  const laid = sql`r.id in (${sql.join(ids)}) and r.laid_unit_price is not null`;
  await sql`
    insert into stock_moves (variant_id, change, reason, source, at)
    select r.id, v.on_hand - r.on_hand, ${undid === null ? 'import' : 'correction'}, ${`generation:${generation}`}, ${big(at)}
    from variant_rows r join variants v on v.id = r.id
    where ${laid} and v.on_hand <> r.on_hand order by r.id`.execute(tx);
  await sql`
    update variant_rows as r set barcode = v.barcode, options = v.options, unit_price = v.unit_price,
      compare_at = v.compare_at, breaks = v.breaks, minimum = v.minimum, multiple = v.multiple, on_hand = v.on_hand,
      low_at = v.low_at, backorder = v.backorder, weight = v.weight, stock_state = v.stock_state,
      ${NO_VARIANT}
    from variants v where v.id = r.id and ${laid}`.execute(tx);
}

async function settleProducts(tx: Tx, { generation }: Unsettled, ids: readonly number[]): Promise<void> {
  const laid = sql`r.id in (${sql.join(ids)}) and r.laid_generation is not null`;
  await sql`
    insert into product_changes (generation, product_id, kind)
    select ${big(generation)}, id,
      case when substr(fingerprint, 1, 64) = substr(laid_fingerprint, 1, 64) then 'stock' else 'changed' end
    from product_rows r where ${laid} order by id`.execute(tx);
  await sql`
    update product_rows as r set vendor = p.vendor, part_number = p.part_number, body = p.body,
      fingerprint = p.fingerprint, generation = p.generation, ${NO_PRODUCT}
    from products p where p.id = r.id and ${laid}`.execute(tx);
}

const NO_VARIANT = sql`laid_barcode = null, laid_options = null, laid_unit_price = null, laid_compare_at = null,
  laid_breaks = null, laid_minimum = null, laid_multiple = null, laid_on_hand = null, laid_change = null,
  laid_low_at = null, laid_backorder = null, laid_weight = null, laid_stock_state = null`;
const NO_PRODUCT = sql`laid_vendor = null, laid_part_number = null, laid_body = null, laid_fingerprint = null,
  laid_generation = null`;

/** A table with something laid beside its rows, and the column that says where. */
interface Laid {
  readonly table: 'variant_rows' | 'product_rows';
  readonly flag: 'laid_unit_price' | 'laid_generation';
  readonly nothing: typeof NO_VARIANT;
}

const laidVariants: Laid = { table: 'variant_rows', flag: 'laid_unit_price', nothing: NO_VARIANT };
const laidProducts: Laid = { table: 'product_rows', flag: 'laid_generation', nothing: NO_PRODUCT };

/** Ids of rows with something laid beside them, a step at a time. */
async function eachLaid(
  shop: Shop,
  { table, flag }: Laid,
  step: (ids: readonly number[]) => Promise<unknown>,
): Promise<void> {
  for (let after = 0; ;) {
    const { rows } = await sql<{ id: number }>`
      select id from ${sql.table(table)} where ${sql.ref(flag)} is not null and id > ${big(after)}
      order by id limit ${sql.lit(STEP)}`.execute(shop.database.read);
    const last = rows.at(-1)?.id;
    if (last === undefined) return;
    await givingWay(shop, () => step(rows.map((row) => row.id)));
    after = last;
  }
}

/** Takes away what is laid beside rows; `step` runs each short transaction that does so. */
export async function unlay(
  shop: Shop,
  step: (work: (tx: Tx) => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  for (const laid of [laidVariants, laidProducts])
    await eachLaid(shop, laid, (ids) =>
      step((tx) =>
        sql`update ${sql.table(laid.table)} set ${laid.nothing} where id in (${sql.join(ids)})`.execute(tx),
      ),
    );
}
