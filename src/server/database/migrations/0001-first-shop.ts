/**
 * The first shop: catalog, carts, checkouts, orders, stock ledger, jobs.
 * `{id}` is a self-counting key, `{int}` a 64-bit integer, `{strict}` SQLite's STRICT.
 */
export const name = '0001-first-shop';

export const statements = `
create table shop (
  id {int} not null primary key check (id = 1),
  generation {int} not null,
  currency text not null,
  profile text not null
){strict};
create table generations (
  id {int} not null primary key,
  at {int} not null,
  cause text not null,
  summary text not null,
  undone_by {int}
){strict};
create table categories (
  id {int} not null primary key,
  path text not null unique,
  name text not null,
  parent_id {int} references categories (id),
  position {int} not null,
  products {int} not null,
  generation {int} not null
){strict};
create table products (
  id {int} not null primary key,
  source text not null,
  external_key text not null,
  slug text not null unique,
  title text not null,
  vendor text not null,
  part_number text not null,
  category_id {int} not null references categories (id),
  on_sale {int} not null,
  body text not null,
  fingerprint text not null,
  generation {int} not null,
  unique (source, external_key)
){strict};
create index products_by_category on products (category_id, on_sale, title, id);
create index products_by_generation on products (generation);
create table variants (
  id {int} not null primary key,
  product_id {int} not null references products (id),
  position {int} not null,
  sku text not null,
  barcode text,
  options text not null,
  unit_price {int} not null check (unit_price >= 0),
  compare_at {int},
  breaks text not null,
  minimum {int} not null check (minimum >= 1),
  multiple {int} not null check (multiple >= 1),
  on_hand {int} not null,
  low_at {int} not null,
  backorder {int} not null,
  weight {int},
  stock_state text not null,
  on_sale {int} not null,
  check (on_hand >= 0 or backorder = 1)
){strict};
create index variants_by_product on variants (product_id, position);
create index variants_by_sku on variants (sku);
create table slugs (
  slug text not null primary key,
  product_id {int} not null references products (id)
){strict};
create table product_changes (
  generation {int} not null,
  product_id {int} not null,
  kind text not null,
  before text,
  category_before {int},
  primary key (generation, product_id)
){strict};
create table staged_products (
  import_id text not null,
  position {int} not null,
  external_key text not null,
  fingerprint text not null,
  body text not null,
  primary key (import_id, position)
){strict};
create index staged_by_key on staged_products (import_id, external_key);
create table carts (
  id text not null primary key,
  state text not null,
  version {int} not null,
  created_at {int} not null,
  seen_at {int} not null
){strict};
create index carts_by_contact on carts (seen_at);
create table orders (
  id {id},
  checkout_id text not null unique,
  number text not null unique,
  secret_hash text not null unique,
  state text not null,
  currency text not null,
  subtotal {int} not null,
  discount {int} not null,
  shipping {int} not null,
  tax {int} not null,
  total {int} not null,
  contact text not null,
  address text not null,
  delivery text not null,
  payment text not null,
  policy_version text not null,
  quote text not null,
  placed_at {int} not null
){strict};
create index orders_by_time on orders (placed_at);
create table order_lines (
  order_id {int} not null references orders (id),
  position {int} not null,
  variant_id {int} not null,
  product_id {int} not null,
  sku text not null,
  title text not null,
  options text not null,
  quantity {int} not null check (quantity > 0),
  unit_price {int} not null,
  total {int} not null,
  note text not null,
  primary key (order_id, position)
){strict};
create table order_events (
  id {id},
  order_id {int} not null references orders (id),
  at {int} not null,
  kind text not null,
  actor text not null,
  detail text not null
){strict};
create index order_events_by_order on order_events (order_id, id);
create table checkouts (
  checkout_id text not null primary key,
  fingerprint text not null,
  state text not null,
  status {int} not null,
  body text not null,
  order_id {int} references orders (id),
  created_at {int} not null
){strict};
create table quotes (
  id text not null primary key,
  body text not null,
  expires_at {int} not null
){strict};
create index quotes_by_expiry on quotes (expires_at);
create table ordered_dots (
  cart_id text not null,
  dot text not null,
  order_id {int} not null references orders (id),
  primary key (cart_id, dot)
){strict};
create table stock_moves (
  id {id},
  variant_id {int} not null,
  change {int} not null,
  reason text not null,
  source text not null,
  at {int} not null
){strict};
create index stock_moves_by_variant on stock_moves (variant_id, id);
create table jobs (
  id {id},
  kind text not null,
  once text unique,
  payload text not null,
  state text not null,
  attempts {int} not null,
  run_at {int} not null,
  leased_until {int},
  last_error text,
  created_at {int} not null
){strict};
create index jobs_by_state on jobs (state, run_at);
create table secrets (
  name text not null primary key,
  value text not null
){strict};
`;
