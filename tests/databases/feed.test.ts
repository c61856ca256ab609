import { expect, it } from 'vitest';
import {
  decodeFeedRow,
  EMPTY_DICTIONARY,
  growDictionary,
  isTombstone,
  type FeedRow,
} from '#domain/catalog/feed.ts';
import type { FeedEnd, FeedHead } from '#protocol/feed.ts';
import { readFeed } from '#server/catalog/feed/read-feed.ts';
import { importProducts } from '#server/catalog/import/import-products.ts';
import { readManifest } from '#server/catalog/read/read-manifest.ts';
import { readProduct } from '#server/catalog/read/read-product.ts';
import type { Shop } from '#server/shop.ts';
import { apply, items, part } from './catalog-part.ts';
import { eachDatabase } from './each-database.ts';

async function read(shop: Shop, category: number, since: number, after = 0, most?: number) {
  const feed = await readFeed(shop, { category, since, after }, most);
  if (!feed.ok) throw new Error(feed.reason);
  let words = EMPTY_DICTIONARY;
  const titles: string[] = [];
  const gone: number[] = [];
  let end: FeedEnd | undefined;
  let last = 0;
  for (const line of feed.lines.map((text) => JSON.parse(text) as FeedHead | FeedEnd | FeedRow)) {
    if (!Array.isArray(line)) {
      if ('complete' in line) end = line as FeedEnd;
      else words = growDictionary(words, line as FeedHead);
      continue;
    }
    const row = line as FeedRow;
    last = row[0];
    if (isTombstone(row)) gone.push(row[0]);
    else titles.push(decodeFeedRow(row, words, []).title);
  }
  return { titles, gone, end, last };
}

async function homeOf(shop: Shop, slug: string): Promise<number> {
  const found = await readProduct(shop, slug);
  if (!found.ok) throw new Error(found.reason);
  const path = found.answer.product.crumbs.at(-1)!.path;
  return (await readManifest(shop)).categories.find((category) => category.path === path)!.id;
}

eachDatabase('readFeed', (open) => {
  it('gives a category whole, then only what changed, then nothing', async () => {
    const { shop } = await open();
    await apply(shop, part('A'), part('B'), part('C'));
    const category = await homeOf(shop, 'part-a');
    const first = await read(shop, category, 0);
    expect([first.titles.length, first.gone, first.end]).toEqual([3, [], { generation: 1, complete: true }]);
    const product = await readProduct(shop, 'part-b');
    const feed = await readFeed(shop, { category, since: 0, after: 0 });
    const lines = feed.ok ? feed.lines : [];
    const row = JSON.parse(lines.find((line) => line.includes('"part-b"'))!) as Exclude<
      FeedRow,
      readonly [number]
    >;
    const words = JSON.parse(lines[0]!) as FeedHead;
    expect(product.ok && decodeFeedRow(row, words, product.answer.product.crumbs)).toEqual(
      product.ok && product.answer.product,
    );

    await apply(shop, part('A'), { ...part('B'), title: 'Part B, renamed' }, part('C'));
    expect(await read(shop, category, 1)).toMatchObject({ titles: ['Part B, renamed'], gone: [] });
    expect(await read(shop, category, 2)).toMatchObject({ titles: [], gone: [], end: { generation: 2 } });
  });

  it('leaves a tombstone for what was taken off sale, and none on a first sync', async () => {
    const { shop } = await open();
    await apply(shop, part('A'), part('B'));
    const category = await homeOf(shop, 'part-a');
    const b = await readProduct(shop, 'part-b');
    await importProducts(shop, 'test', items(part('A')), { apply: true, replace: true });
    expect(await read(shop, category, 1)).toMatchObject({ titles: [], gone: [b.ok && b.answer.product.id] });
    expect((await read(shop, category, 0)).gone).toEqual([]);
  });

  it('goes on after a cut', async () => {
    const { shop } = await open();
    await apply(shop, part('A'), part('B'), part('C'));
    const category = await homeOf(shop, 'part-a');
    const first = await read(shop, category, 0, 0, 2);
    expect([first.titles.length, first.end]).toEqual([2, undefined]);
    const second = await read(shop, category, 0, first.last, 2);
    expect([second.titles.length, second.end?.generation]).toEqual([1, 1]);
  });

  it('knows no category that is none', async () => {
    const { shop } = await open();
    expect(await readFeed(shop, { category: 999, since: 0, after: 0 })).toEqual({
      ok: false,
      reason: 'not-found',
    });
  });
});
