/**
 * Sale prices with dates. `sale_now` is what pages say; it is turned at each boundary together with the generation.
 * `sale_stated` of a staged variant: whether the file speaks of a sale at all.
 */
export const name = '0009-sale-prices';

export const statements = `
alter table variants add column sale_price {int} check (sale_price >= 0);
alter table variants add column sale_from {int};
alter table variants add column sale_until {int};
alter table variants add column sale_now {int} not null default 0;
create index variants_with_sale on variants (id) where sale_price is not null or sale_now = 1;
alter table staged_variants add column sale_price {int};
alter table staged_variants add column sale_from {int};
alter table staged_variants add column sale_until {int};
alter table staged_variants add column sale_stated {int} not null default 0;
`;
