/** The catalog's addresses: what they answer, when they say "nothing new", and how they say that a thing is gone. */
import { describe, expect, it } from 'vitest';
import type { CategoryAnswer, ProductAnswer, StockAnswer } from '#protocol/catalog.ts';
import { importProducts } from '#server/catalog/import/import-products.ts';
import type { Shop } from '#server/shop.ts';
import { GET as category } from '../../src/routes/api/catalog/categories/[...path]/+server.ts';
import { GET as product } from '../../src/routes/api/catalog/products/[slug]/+server.ts';
import { GET as stock } from '../../src/routes/api/stock/+server.ts';
import { apply, items, part } from '../databases/catalog-part.ts';
import { openTestShop } from '../databases/open-test-shop.ts';

interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly etag?: string;
}

/** Calls a route as Kit does, with what these routes read of the event. */
async function ask(route: unknown, shop: Shop, { params = {}, query = '', etag }: Asked): Promise<Response> {
  const url = new URL(`https://shop.example/${query}`);
  const request = new Request(url, etag === undefined ? {} : { headers: { 'if-none-match': etag } });
  return (route as (event: object) => Promise<Response>)({ locals: { shop }, params, request, url });
}

describe('the catalog by its addresses', () => {
  it('answers a product, then 304 until the next generation', async () => {
    await using opened = await openTestShop();
    const { shop } = opened;
    await apply(shop, part('A'), part('B'));
    const asked = { params: { slug: 'part-a' } };
    const first = await ask(product, shop, asked);
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'public, max-age=15']);
    expect(((await first.json()) as ProductAnswer).related.map((card) => card.slug)).toEqual(['part-b']);
    const etag = first.headers.get('etag')!;
    const again = await ask(product, shop, { ...asked, etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await apply(shop, part('C'));
    expect((await ask(product, shop, { ...asked, etag })).status).toBe(200);
  });

  it('leads a former slug on, and tells withdrawn (410) from never there (404)', async () => {
    await using opened = await openTestShop();
    const { shop } = opened;
    await apply(shop, part('A'), part('B'));
    await apply(shop, part('A', { slug: 'better', title: 'Better' }));
    const former = (await (await ask(product, shop, { params: { slug: 'part-a' } })).json()) as ProductAnswer;
    expect(former.product.slug).toBe('better');
    await importProducts(shop, 'test', items(part('A', { slug: 'better', title: 'Better' })), {
      apply: true,
      replace: true,
    });
    const gone = await ask(product, shop, { params: { slug: 'part-b' } });
    expect([gone.status, gone.headers.get('content-type')]).toEqual([410, 'application/problem+json']);
    expect((await ask(product, shop, { params: { slug: 'never' } })).status).toBe(404);
  });

  it('pages a category and refuses pages that are none', async () => {
    await using opened = await openTestShop();
    const { shop } = opened;
    await apply(shop, ...Array.from({ length: 30 }, (_, n) => part(`K${String(n).padStart(2, '0')}`)));
    const page = async (query: string): Promise<Response> =>
      ask(category, shop, { params: { path: 'parts/coils-chokes' }, query });
    const second = (await (await page('?page=2')).json()) as CategoryAnswer;
    expect([second.page, second.pages, second.total, second.products.length]).toEqual([2, 2, 30, 6]);
    for (const query of ['?page=3', '?page=0', '?page=-1', '?page=1.5', '?page=x', '?page=1e9'])
      expect((await page(query)).status, query).toBe(404);
  });

  it('answers stock uncached, whatever is asked', async () => {
    await using opened = await openTestShop();
    const { shop } = opened;
    await apply(shop, part('A'));
    const { id } = await shop.database.read.selectFrom('variants').select('id').executeTakeFirstOrThrow();
    const answer = await ask(stock, shop, { query: `?variants=${id},${id},x,-1,1e400,7` });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { variants } = (await answer.json()) as StockAnswer;
    expect(variants).toEqual([{ id, onHand: 10, state: 'in', isOnSale: true }]);
    const empty = (await (await ask(stock, shop, {})).json()) as StockAnswer;
    expect(empty.variants).toEqual([]);
  });
});
