/** Every table a backup holds, parents before children, with a key that gives its rows one order on both databases. */
import type { Tables } from '../database/tables.ts';

export interface TableOrder {
  readonly table: keyof Tables;
  /** Columns of a unique key: rows are read, summed and written in this order. */
  readonly key: readonly string[];
  /** The self-counting column, whose counter must go on after a restore. */
  readonly counted?: string;
  /** Where its rows are written, when `table` is a view of them. */
  readonly rows?: keyof Tables;
  /** SQL condition of the rows a backup holds: nothing of an import that was never published. */
  readonly only?: string;
}

/** Products from this id on are laid and not published (migration 0011). */
const LAID_FROM = 'coalesce((select min(laid_product) from imports), 9007199254740991)';

/**
 * Not here: `migrations` (the restoring version makes them itself), the staging tables and laid rows (an import that was never published)
 * and `cart_codes` (they live ten minutes).
 * tests/databases/backup.test.ts fails when a table is missing.
 */
export const tableOrder: readonly TableOrder[] = [
  { table: 'shop', key: ['id'] },
  { table: 'secrets', key: ['name'] },
  { table: 'generations', key: ['id'] },
  // A parent's path is a beginning of its child's, so it comes first.
  { table: 'categories', key: ['path'], rows: 'category_rows' },
  { table: 'products', key: ['id'], rows: 'product_rows' },
  { table: 'variants', key: ['id'], rows: 'variant_rows' },
  { table: 'slugs', key: ['slug'] },
  {
    table: 'product_changes',
    key: ['generation', 'product_id'],
    only: `product_id < ${LAID_FROM}`,
  },
  {
    table: 'before_images',
    key: ['publication', 'product_id'],
    only: 'publication in (select publication from generations where publication is not null)',
  },
  { table: 'pictures', key: ['address'] },
  { table: 'picture_fetches', key: ['address'] },
  { table: 'picture_uses', key: ['address', 'product_id'] },
  { table: 'carts', key: ['id'] },
  { table: 'cart_keys', key: ['id'] },
  { table: 'orders', key: ['id'], counted: 'id' },
  { table: 'order_lines', key: ['order_id', 'position'] },
  { table: 'order_events', key: ['id'], counted: 'id' },
  { table: 'payments', key: ['id'], counted: 'id' },
  { table: 'payment_events', key: ['provider', 'event_id'] },
  { table: 'refunds', key: ['id'], counted: 'id' },
  { table: 'practice_sessions', key: ['id'] },
  { table: 'practice_refunds', key: ['id'] },
  { table: 'checkouts', key: ['checkout_id'] },
  { table: 'quotes', key: ['id'] },
  { table: 'pricing_tables', key: ['name'] },
  { table: 'coupons', key: ['code'] },
  { table: 'coupon_uses', key: ['code', 'customer', 'nth'] },
  { table: 'ordered_dots', key: ['cart_id', 'dot'] },
  {
    table: 'stock_moves',
    key: ['id'],
    counted: 'id',
    only: `not exists (select 1 from variant_rows v where v.id = variant_id and v.product_id >= ${LAID_FROM})`,
  },
  { table: 'jobs', key: ['id'], counted: 'id' },
];

/** Tables a backup leaves out on purpose. */
export const leftOut: ReadonlySet<string> = new Set([
  'migrations',
  'category_rows',
  'product_rows',
  'variant_rows',
  'touched_products',
  'imports',
  'staged_products',
  'staged_variants',
  'cart_codes',
]);
