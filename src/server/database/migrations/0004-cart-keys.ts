/** A cart may be taken over by another device: its id leads to the cart it took over, by a code that works once. */
export const name = '0004-cart-keys';

export const statements = `
create table cart_keys (
  id text not null primary key,
  cart_id text not null references carts (id) on delete cascade,
  created_at {int} not null
){strict};
create index cart_keys_by_cart on cart_keys (cart_id);
create table cart_codes (
  code_hash text not null primary key,
  cart_id text not null references carts (id) on delete cascade,
  expires_at {int} not null
){strict};
create index cart_codes_by_expiry on cart_codes (expires_at);
`;
