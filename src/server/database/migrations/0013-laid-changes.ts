/**
 * Changed products are laid beside what stands before they are published (catalog/import/lay-changes.ts): the `laid_`
 * columns hold what a row will be. The views show it from the moment that no import lays; afterwards it becomes the row
 * itself (catalog/import/settle.ts), which nobody sees. Until that is done, `imports.published` names the generation.
 * - A count that is stated holds from the publication on; what is sold is taken from the row, never from `laid_on_hand`.
 * - `touched` is never below `generation` and does not move when a publication is shown, so that an index can know it.
 */
export const name = '0013-laid-changes';

const IS_SHOWN = (flag: string) => `${flag} is not null and (select min(laid_product) from imports) is null`;
const IS_PUBLISHED = (id: string, bound: string) =>
  `+${id} < coalesce((select min(${bound}) from imports), 9007199254740991)`;

/** A column as it is seen: `then` from the publication on. */
const seen = (flag: string, column: string, then = `laid_${column}`) =>
  `case when ${IS_SHOWN(flag)} then ${then} else ${column} end as ${column}`;

const ofProduct = (column: string) => seen('laid_generation', column);
const ofVariant = (column: string, then?: string) => seen('laid_unit_price', column, then);

const products = `
  id, source, external_key, slug, title, ${ofProduct('vendor')}, ${ofProduct('part_number')}, category_id, on_sale,
  ${ofProduct('body')}, ${ofProduct('fingerprint')}, ${ofProduct('generation')}`;

const onHand = `case when laid_on_hand is not null then laid_on_hand
  when on_hand + laid_change < 0 and laid_backorder = 0 and on_hand >= 0 then 0 else on_hand + laid_change end`;

const variants = `
  id, product_id, position, sku, ${ofVariant('barcode')}, ${ofVariant('options')}, ${ofVariant('unit_price')},
  ${ofVariant('compare_at')}, ${ofVariant('breaks')}, ${ofVariant('minimum')}, ${ofVariant('multiple')},
  ${ofVariant('on_hand', onHand)}, ${ofVariant('low_at')},
  ${ofVariant('backorder', 'case when laid_on_hand is null and on_hand < 0 then 1 else laid_backorder end')},
  ${ofVariant('weight')}, ${ofVariant('stock_state')}, on_sale, sale_price, sale_from, sale_until, sale_now`;

export const statements = `
alter table imports add column published {int};
alter table staged_products add column is_laid {int} not null default 0;
alter table product_rows add column laid_vendor text;
alter table product_rows add column laid_part_number text;
alter table product_rows add column laid_body text;
alter table product_rows add column laid_fingerprint text;
alter table product_rows add column laid_generation {int};
alter table variant_rows add column laid_barcode text;
alter table variant_rows add column laid_options text;
alter table variant_rows add column laid_unit_price {int} check (laid_unit_price >= 0);
alter table variant_rows add column laid_compare_at {int};
alter table variant_rows add column laid_breaks text;
alter table variant_rows add column laid_minimum {int} check (laid_minimum >= 1);
alter table variant_rows add column laid_multiple {int} check (laid_multiple >= 1);
alter table variant_rows add column laid_on_hand {int};
alter table variant_rows add column laid_change {int};
alter table variant_rows add column laid_low_at {int};
alter table variant_rows add column laid_backorder {int} check (laid_on_hand >= 0 or laid_backorder = 1);
alter table variant_rows add column laid_weight {int};
alter table variant_rows add column laid_stock_state text;
drop view products;
drop view variants;
create view products as select ${products} from product_rows where ${IS_PUBLISHED('id', 'laid_product')};
create view touched_products as select ${products}, coalesce(laid_generation, generation) as touched
  from product_rows where ${IS_PUBLISHED('id', 'laid_product')};
create view variants as select ${variants} from variant_rows where ${IS_PUBLISHED('product_id', 'laid_product')};
drop index products_by_generation;
drop index products_of_category_by_generation;
create index products_by_touch on product_rows (coalesce(laid_generation, generation));
create index products_of_category_by_touch on product_rows (category_id, coalesce(laid_generation, generation));
create index laid_products on product_rows (id) where laid_generation is not null;
create index laid_variants on variant_rows (id) where laid_unit_price is not null;
`;
