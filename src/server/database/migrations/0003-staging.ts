/**
 * Imports are staged as the very rows they will become, planned against the generation they saw,
 * so that publishing is a handful of insert-selects in one short transaction.
 */
export const name = '0003-staging';

export const statements = `
drop table staged_products;
create table imports (
  id text not null primary key,
  source text not null,
  started_at {int} not null,
  seen_at {int} not null
){strict};
create table staged_products (
  import_id text not null,
  position {int} not null,
  external_key text not null,
  fingerprint text not null,
  slug_wish text not null,
  title text not null,
  vendor text not null,
  part_number text not null,
  category text not null,
  on_sale {int} not null,
  body text not null,
  action text not null,
  product_id {int} not null,
  slug text not null,
  slug_before text,
  category_id {int} not null,
  category_before {int},
  before text,
  primary key (import_id, position)
){strict};
create table staged_variants (
  import_id text not null,
  product_position {int} not null,
  position {int} not null,
  variant_id {int} not null,
  is_new {int} not null,
  product_id {int} not null,
  sku text not null,
  barcode text,
  options text not null,
  unit_price {int} not null,
  compare_at {int},
  breaks text not null,
  minimum {int} not null,
  multiple {int} not null,
  on_hand {int},
  stock_change {int},
  low_at {int} not null,
  backorder {int} not null,
  weight {int},
  primary key (import_id, product_position, position)
){strict};
create table pictures (
  address text not null primary key,
  picture text not null
){strict};
create index products_of_category_by_generation on products (category_id, generation);
create index product_changes_by_category on product_changes (category_before, generation);
`;
