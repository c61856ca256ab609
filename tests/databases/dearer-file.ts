/** Two files of a merchant, the second with another price for every part, and what can be seen of a shop they were brought into. */
import { sql } from 'kysely';
import { expect } from 'vitest';
import { examine } from '#server/backup/doctor.ts';
import type { ImportItem, ImportProduct } from '#server/catalog/import/import-product.ts';
import { importProducts } from '#server/catalog/import/import-products.ts';
import { readUnsettled } from '#server/catalog/import/settle.ts';
import { readFeed } from '#server/catalog/feed/read-feed.ts';
import { readManifest } from '#server/catalog/read/read-manifest.ts';
import type { Shop } from '#server/shop.ts';
import { items, part } from './catalog-part.ts';
import { watched } from './watched.ts';

/** More than one step of laying. */
export const MANY = 260;

export const names = Array.from({ length: MANY }, (_, n) => `P${n}`);

/** A part whose file does not state its count. */
function uncounted(key: string, unitPrice: number): ImportProduct {
  const plain = part(key, {}, unitPrice);
  const { onHand: _, ...variant } = plain.variants[0]!;
  return { ...plain, variants: [variant] };
}

/** Every part at a price of 1. */
export const old = (count = 10) => items(...names.map((name) => part(name, {}, 1_000_000, count)));

/** Every price is another; some counts too; some parts are renamed, gone, new, sold out. */
export function dearer(): ImportItem[] {
  return items(
    ...names.slice(3).map((name, n) => {
      if (n % 3 === 0) return uncounted(name, 2_000_000);
      return part(name, n % 50 === 0 ? { title: `Renamed ${name}` } : {}, 2_000_000, n % 3 === 1 ? 0 : 25);
    }),
    part('NEW', { category: ['Fresh'] }, 2_000_000),
  );
}

/** Imports and publishes; what the file does not name goes. */
export const bring = (shop: Shop, file: ImportItem[]) =>
  importProducts(shop, 'test', file, { apply: true, replace: true });

/** All that anybody can see of the catalog, and nothing of what settling moves. */
export async function seen(shop: Shop): Promise<unknown> {
  const { read } = shop.database;
  const whole = (table: 'products' | 'variants' | 'categories' | 'generations') =>
    read.selectFrom(table).selectAll().orderBy('id').execute();
  const { categories } = await readManifest(shop);
  return {
    products: await whole('products'),
    variants: await whole('variants'),
    categories: await whole('categories'),
    generations: await whole('generations'),
    feeds: await Promise.all(
      categories.map(({ id }) => readFeed(shop, { category: id, since: 1, after: 0 })),
    ),
  };
}

export async function expectWhole(shop: Shop): Promise<void> {
  await expectWell(shop);
  const { read } = shop.database;
  expect(await read.selectFrom('imports').select('id').execute()).toEqual([]);
  const laid = await sql`
    select id from product_rows where laid_generation is not null
    union all select id from variant_rows where laid_unit_price is not null`.execute(read);
  expect(laid.rows).toEqual([]);
}

/** Imports and dies before anything that is published is settled. */
export async function publishOnly(shop: Shop, file: ImportItem[]): Promise<void> {
  const dying = watched(shop, async () => {
    if (await readUnsettled(shop.database.read)) throw new Error('killed');
  });
  await expect(bring(dying, file)).rejects.toThrow('killed');
  expect(await readUnsettled(shop.database.read)).toBeDefined();
}

/** Nothing is wrong with the shop, whatever an import is in the middle of. */
export async function expectWell(shop: Shop): Promise<void> {
  expect((await examine(shop)).filter((finding) => !finding.isWell)).toEqual([]);
}

/** What all parts on sale cost together, and how many pieces there are of them. */
export async function sums(shop: Shop): Promise<{ prices: number; pieces: number }> {
  const rows = await shop.database.read
    .selectFrom('variants as v')
    .innerJoin('products as p', 'p.id', 'v.product_id')
    .select(['v.unit_price', 'v.on_hand'])
    .where('v.on_sale', '=', 1)
    .where('p.on_sale', '=', 1)
    .execute();
  return {
    prices: rows.reduce((sum, row) => sum + row.unit_price, 0),
    pieces: rows.reduce((sum, row) => sum + row.on_hand, 0),
  };
}
