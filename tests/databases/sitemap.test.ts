import { expect, it } from 'vitest';
import { sitemap, sitemapPart } from '#server/catalog/sitemap/sitemap.ts';
import { apply, part } from './catalog-part.ts';
import { eachDatabase } from './each-database.ts';

const ORIGIN = 'https://shop.example';
const places = (xml: string | undefined) =>
  [...(xml ?? '').matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, at]) => at);

eachDatabase('sitemap', (open) => {
  it('names the home page, every category and every part on sale, each once', async () => {
    const { shop } = await open();
    await apply(shop, part('A1', { title: 'Paper woofer' }), part('B2', { title: 'Dome tweeter' }));
    await apply(shop, part('B2', { title: 'Dome tweeter', onSale: false }));
    const found = places(await sitemap(shop, ORIGIN));
    expect(found[0]).toBe(`${ORIGIN}/`);
    expect(found.filter((at) => at?.startsWith(`${ORIGIN}/p/`))).toHaveLength(1);
    expect(found.some((at) => at?.startsWith(`${ORIGIN}/c/`))).toBe(true);
    expect(new Set(found).size).toBe(found.length);
  });

  it('is an index of files where one would be too long; together they name the same', async () => {
    const { shop } = await open();
    const parts = Array.from({ length: 5 }, (_, i) => part(`P${i}`, { title: `Part ${i}` }));
    await apply(shop, ...parts);
    const whole = places(await sitemap(shop, ORIGIN));
    const index = await sitemap(shop, ORIGIN, 2);
    expect(index).toContain('<sitemapindex');
    const numbers = places(index).map((at) => Number(/(\d+)\.xml$/.exec(at ?? '')?.[1]));
    const pieces = await Promise.all(numbers.map((n) => sitemapPart(shop, ORIGIN, n, 2)));
    expect(pieces.flatMap(places).toSorted()).toEqual(whole.toSorted());
    expect(await sitemapPart(shop, ORIGIN, 99, 2)).toBeUndefined();
  });
});
