import { expect, it } from 'vitest';
import {
  decodeFeedRow,
  EMPTY_DICTIONARY,
  growDictionary,
  isTombstone,
  type FeedRow,
} from '#domain/catalog/feed.ts';
import { unpackPage, type FeedPage } from '#domain/catalog/feed-page.ts';
import { fullKeys } from '#domain/catalog/feed-words.ts';
import { WHOLE_SHOP, type FeedEnd, type FeedHead, type FeedVersion } from '#protocol/feed.ts';
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
      else words = growDictionary(words, fullKeys(line as FeedHead));
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
    const words = fullKeys(JSON.parse(lines[0]!) as FeedHead);
    expect(product.ok && decodeFeedRow(row, words, product.answer.product.crumbs)).toEqual(
      product.ok && product.answer.product,
    );

    await apply(shop, part('A'), { ...part('B'), title: 'Part B, renamed' }, part('C'));
    expect(await read(shop, category, 1)).toMatchObject({ titles: ['Part B, renamed'], gone: [] });
    expect(await read(shop, category, 2)).toMatchObject({ titles: [], gone: [], end: { generation: 2 } });
  });

  it('tells the same in pages as in rows', async () => {
    const { shop } = await open();
    await apply(shop, part('A'), part('B'), { ...part('C'), summary: 'Part C, part c' });
    const category = await homeOf(shop, 'part-a');
    const ask = async (version: FeedVersion) => {
      const feed = await readFeed(shop, { category, since: 0, after: 0, version });
      return (feed.ok ? feed.lines : []).map((line) => JSON.parse(line) as unknown);
    };
    const [head, ...rows] = await ask(1);
    const [pagesHead, page] = await ask(2);
    expect(unpackPage(page as FeedPage)).toEqual(rows.slice(0, -1));
    expect(fullKeys(pagesHead as FeedHead)).toEqual(fullKeys(head as FeedHead));
    expect(pagesHead).toMatchObject({ v: 2, category });
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

  it('tells in one answer what changed in the whole shop, and refuses what is too much for one', async () => {
    const { shop } = await open();
    await apply(shop, part('A'), part('B'), part('C', { category: ['Other'] }), part('D'));
    const b = await homeOf(shop, 'part-b');
    const c = await homeOf(shop, 'part-c');
    await importProducts(
      shop,
      'test',
      items(
        part('A', { title: 'Part A, renamed' }),
        part('B', { category: ['Other'] }),
        part('C', { category: ['Other'] }),
      ),
      { apply: true, replace: true },
    );
    const feed = await readFeed(shop, { category: WHOLE_SHOP, since: 1, after: 0 });
    const lines = feed.ok ? feed.lines.map((line) => JSON.parse(line) as FeedHead | FeedEnd | FeedRow) : [];
    const told: unknown[] = [];
    for (const line of lines)
      if (Array.isArray(line)) told.push(isTombstone(line as FeedRow) ? 'gone' : (line as FeedRow)[2]);
      else told.push('category' in line ? line.category : line);
    expect(told.filter((one) => typeof one === 'number').sort()).toEqual([b, c].sort());
    const ofB = told.slice(told.indexOf(b) + 1).slice(0, 3);
    expect(ofB.sort()).toEqual(['Part A, renamed', 'gone', 'gone']);
    expect(told[told.indexOf(c) + 1]).toBe('Part B');
    expect(told.at(-1)).toEqual({ generation: 2, complete: true });
    expect(await readFeed(shop, { category: WHOLE_SHOP, since: 1, after: 0 }, 3)).toEqual({
      ok: false,
      reason: 'too-many',
    });
  });

  it('knows no category that is none', async () => {
    const { shop } = await open();
    expect(await readFeed(shop, { category: 999, since: 0, after: 0 })).toEqual({
      ok: false,
      reason: 'not-found',
    });
  });
});
