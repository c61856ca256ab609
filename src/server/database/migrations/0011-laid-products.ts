/**
 * New products are laid into their tables before they are published (catalog/import/laying.ts).
 * `products`, `variants` and `categories` become views that show only what is published: what an import is laying
 * begins at the ids it noted in `imports`. Unary plus: the bound must never choose the index.
 */
export const name = '0011-laid-products';

export const statements = `
alter table imports add column laid_product {int};
alter table imports add column laid_category {int};
alter table products rename to product_rows;
alter table variants rename to variant_rows;
alter table categories rename to category_rows;
create view products as select * from product_rows
  where +id < coalesce((select min(laid_product) from imports), 9007199254740991);
create view variants as select * from variant_rows
  where +product_id < coalesce((select min(laid_product) from imports), 9007199254740991);
create view categories as select * from category_rows
  where +id < coalesce((select min(laid_category) from imports), 9007199254740991);
create index staged_by_action on staged_products (import_id, action, position);
create index slugs_by_product on slugs (product_id);
create index picture_uses_by_product on picture_uses (product_id);
`;
