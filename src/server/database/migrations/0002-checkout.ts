/** What checkout needs beside the order itself: pricing tables, coupons and their uses, how far the money is, who may be written to. */
export const name = '0002-checkout';

export const statements = `
alter table orders add column money text not null default 'due';
alter table orders add column email text not null default '';
alter table orders add column guest_hash text not null default '';
alter table orders add column cart_id text not null default '';
alter table orders add column reserved_until {int};
alter table orders add column paid {int} not null default 0;
alter table orders add column refunded {int} not null default 0;
create index orders_by_email on orders (email, placed_at);
create index orders_by_reservation on orders (reserved_until);
create index ordered_dots_by_order on ordered_dots (order_id);
create index checkouts_by_time on checkouts (created_at);
create table pricing_tables (
  name text not null primary key,
  body text not null,
  updated_at {int} not null
){strict};
create table coupons (
  code text not null primary key,
  body text not null,
  used {int} not null,
  use_limit {int},
  check (use_limit is null or used <= use_limit)
){strict};
create table coupon_uses (
  code text not null references coupons (code),
  customer text not null,
  nth {int} not null,
  order_id {int} not null references orders (id),
  primary key (code, customer, nth)
){strict};
create index coupon_uses_by_order on coupon_uses (order_id);
`;
