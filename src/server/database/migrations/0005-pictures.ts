/** What the picture job knows: addresses to fetch, how each went, and which products use them. */
export const name = '0005-pictures';

export const statements = `
create table picture_fetches (
  address text not null primary key,
  state text not null,
  attempts {int} not null,
  next_at {int} not null,
  reason text
){strict};
create index picture_fetches_due on picture_fetches (state, next_at);
create table picture_uses (
  address text not null,
  product_id {int} not null references products (id),
  primary key (address, product_id)
){strict};
`;
