/**
 * Before-images are written while an import is staged, and found by the publication's key: publishing copies none.
 * `keeps_place`: no column of a staged row that an index knows differs from what stands.
 */
export const name = '0012-before-images';

export const statements = `
alter table generations add column publication text;
create table before_images (
  publication text not null,
  product_id {int} not null,
  before text not null,
  primary key (publication, product_id)
){strict};
alter table staged_products drop column before;
alter table staged_products add column keeps_place {int} not null default 0;
alter table staged_variants add column keeps_place {int} not null default 0;
`;
