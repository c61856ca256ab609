/**
 * The sitemap of the shop by the protocol of sitemaps.org: every category and every product on sale, in files of at most
 * 50,000 addresses; more than one file stands under an index. Written in id order, so that a file changes only with its part.
 */
import { categoryPath, productPath } from '#domain/catalog/addresses.ts';
import type { Shop } from '#server/shop.ts';

/** The protocol's limit of addresses in one file. */
const MOST = 50_000;
const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** `/sitemap.xml`: the whole, or the index of its files. */
export async function sitemap(shop: Shop, origin: string, most = MOST): Promise<string> {
  const { read } = shop.database;
  const { count } = await read
    .selectFrom('products')
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .where('on_sale', '=', 1)
    .executeTakeFirstOrThrow();
  const categories = await categoryAddresses(shop, origin);
  const files = Math.ceil(Number(count) / most);
  if (categories.length + Number(count) <= most)
    return urlset([entry(`${origin}/`), ...categories, ...(await productAddresses(shop, origin, 1, most))]);
  const names = Array.from({ length: files + 1 }, (_, i) => `${origin}/sitemap/${i}.xml`);
  const places = names.map((name) => `<sitemap><loc>${escaped(name)}</loc></sitemap>`);
  return `${XML}<sitemapindex xmlns="${NAMESPACE}">\n${places.join('\n')}\n</sitemapindex>\n`;
}

/** One file under the index: 0 holds the categories, n the n-th part of the products. Undefined beyond the last. */
export async function sitemapPart(
  shop: Shop,
  origin: string,
  part: number,
  most = MOST,
): Promise<string | undefined> {
  if (part === 0) return urlset([entry(`${origin}/`), ...(await categoryAddresses(shop, origin))]);
  const products = await productAddresses(shop, origin, part, most);
  return products.length > 0 ? urlset(products) : undefined;
}

async function categoryAddresses(shop: Shop, origin: string): Promise<string[]> {
  const rows = await shop.database.read
    .selectFrom('categories')
    .leftJoin('generations', 'generations.id', 'categories.generation')
    .select(['categories.path', 'generations.at'])
    .where('categories.products', '>', 0)
    .orderBy('categories.path')
    .execute();
  return rows.map((row) => entry(origin + categoryPath(row.path), row.at));
}

async function productAddresses(shop: Shop, origin: string, part: number, most: number): Promise<string[]> {
  const rows = await shop.database.read
    .selectFrom('products')
    .leftJoin('generations', 'generations.id', 'products.generation')
    .select(['products.slug', 'generations.at'])
    .where('products.on_sale', '=', 1)
    .orderBy('products.id')
    .limit(most)
    .offset((part - 1) * most)
    .execute();
  return rows.map((row) => entry(origin + productPath(row.slug), row.at));
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';

function urlset(entries: readonly string[]): string {
  return `${XML}<urlset xmlns="${NAMESPACE}">\n${entries.join('\n')}\n</urlset>\n`;
}

function entry(address: string, changed?: number | null): string {
  const day = changed == null ? '' : `<lastmod>${new Date(Number(changed)).toISOString()}</lastmod>`;
  return `<url><loc>${escaped(address)}</loc>${day}</url>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
