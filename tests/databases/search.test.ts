import { expect, it } from 'vitest';
import { parseRequest } from '#domain/search/request.ts';
import type { SearchAnswer } from '#protocol/search.ts';
import { searchCatalog } from '#server/catalog/search/search-catalog.ts';
import { searchOf } from '#server/catalog/search/search-engine.ts';
import { suggestCatalog } from '#server/catalog/search/suggest-catalog.ts';
import { importProducts } from '#server/catalog/import/import-products.ts';
import { openShop, type Shop } from '#server/shop.ts';
import { apply, items, part } from './catalog-part.ts';
import { eachDatabase } from './each-database.ts';

async function search(shop: Shop, query: string): Promise<SearchAnswer> {
  // A shopper gets what there is after a moment's patience; a test has all the time there is.
  await searchOf(shop).renew();
  const found = await searchCatalog(shop, parseRequest(new URLSearchParams(query)));
  if (!found.ok) throw new Error(found.reason);
  expect(found.isNewest).toBe(true);
  return found.answer;
}

const titles = (answer: SearchAnswer) => answer.hits.map((hit) => hit.product.title);

eachDatabase('search', (open) => {
  it('answers of the newest generation, whatever changed and whoever changed it', async () => {
    const { shop } = await open();
    expect(await search(shop, '')).toMatchObject({ generation: 0, total: 0, hits: [] });
    await apply(shop, part('WF142', { title: 'Paper woofer' }), part('TW25', { title: 'Dome tweeter' }));
    expect(titles(await search(shop, 'q=woofers'))).toEqual(['Paper woofer']);

    await apply(shop, part('WF142', { title: 'Kevlar woofer' }), part('SW18', { title: 'Subwoofer' }));
    const kevlar = await search(shop, 'q=kevlar');
    expect(titles(kevlar)).toEqual(['Kevlar woofer']);
    expect(kevlar.generation).toBe(2);
    expect(titles(await search(shop, 'q=paper'))).toEqual([]);
    expect((await search(shop, '')).total).toBe(3);

    const beside = await openShop(shop.settings);
    await importProducts(beside, 'test', items(part('WF142', { title: 'Kevlar woofer', onSale: false })), {
      apply: true,
    });
    await beside.close();
    expect(titles(await search(shop, 'q=kevlar'))).toEqual([]);
    await searchOf(shop).close();
  });

  it('finds again what another process built, from its folder', async () => {
    const { shop } = await open();
    await apply(shop, part('WF142', { title: 'Paper woofer' }));
    const first = await search(shop, 'q=woofer');
    await searchOf(shop).close();
    const beside = await openShop(shop.settings);
    await apply(beside, part('TW25', { title: 'Dome tweeter' }));
    expect(await search(beside, 'q=woofer')).toEqual({ ...first, generation: 2 });
    await searchOf(beside).close();
    await beside.close();
  });

  it('suggests words, categories and products', async () => {
    const { shop } = await open();
    await apply(
      shop,
      part('L1', { title: 'Air core inductor' }),
      part('L2', { title: 'Iron core inductor' }),
    );
    await searchOf(shop).renew();
    const found = await suggestCatalog(shop, { text: 'air ind', category: '' });
    expect(found.ok && found.answer.completions).toEqual(['air inductor']);
    expect(found.ok && found.answer.products.map((card) => card.title)).toEqual(['Air core inductor']);
    const named = await suggestCatalog(shop, { text: 'coil', category: '' });
    expect(named.ok && named.answer.categories).toEqual([
      { path: 'parts/coils-chokes', name: 'Coils & Chokes', count: 2 },
    ]);
    await searchOf(shop).close();
  });
});
