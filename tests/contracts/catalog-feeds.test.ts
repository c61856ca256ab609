/** What leaves the shop in bulk: the feed for devices and the feed for price comparison sites. */
import { describe, expect, it } from 'vitest';
import { FEED_TYPE } from '#protocol/feed.ts';
import { importFile } from '#server/catalog/formats/import-file.ts';
import type { Shop } from '#server/shop.ts';
import { GET as feed } from '../../src/routes/api/catalog/feed/[category]/+server.ts';
import { GET as google } from '../../src/routes/feeds/google.xml/+server.ts';
import { apply, part } from '../databases/catalog-part.ts';
import { openTestShop } from '../databases/open-test-shop.ts';

/** Calls a route as Kit does, with what these routes read of the event. */
function ask(route: unknown, shop: Shop, category = '', query = '', etag?: string): Promise<Response> {
  const url = new URL(`https://shop.example/${query}`);
  const request = new Request(url, etag === undefined ? {} : { headers: { 'if-none-match': etag } });
  const event = { locals: { shop }, params: { category }, request, url };
  return (route as (event: object) => Promise<Response>)(event);
}

describe('the feed for devices', () => {
  it('may be kept for a moment, and says "nothing new" until the next generation', async () => {
    await using opened = await openTestShop();
    const { shop } = opened;
    await apply(shop, part('A'), part('B'));
    const { category_id } = await shop.database.read
      .selectFrom('products')
      .select('category_id')
      .executeTakeFirstOrThrow();
    const home = String(category_id);
    const first = await ask(feed, shop, home, '?since=0');
    expect(first.status).toBe(200);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'content-type': FEED_TYPE,
      'cache-control': 'public, max-age=15',
      vary: 'accept-encoding',
    });
    expect((await first.text()).trimEnd().split('\n').at(-1)).toBe('{"generation":1,"complete":true}');
    const etag = first.headers.get('etag')!;
    expect((await ask(feed, shop, home, '?since=0', etag)).status).toBe(304);
    await apply(shop, part('A', { title: 'Changed' }));
    expect((await ask(feed, shop, home, '?since=0', etag)).status).toBe(200);
  });

  it.each([
    ['99', ''],
    ['x', ''],
    ['1', '?since=-1'],
    ['1', '?since=1e9'],
    ['1', '?after=a'],
    ['1', '?v=9'],
  ])('is none for category %s%s', async (category, query) => {
    await using opened = await openTestShop();
    await apply(opened.shop, part('A'));
    const answer = await ask(feed, opened.shop, category, query);
    expect([answer.status, answer.headers.get('etag')]).toEqual([404, null]);
  });
});

describe('/feeds/google.xml', () => {
  it('is XML that our own import reads, with every part on sale', async () => {
    await using opened = await openTestShop();
    await using other = await openTestShop();
    await apply(
      opened.shop,
      part('A', { title: 'Coil <1 mH> & "more"' }),
      part('B'),
      part('C', { onSale: false }),
    );
    const answer = await ask(google, opened.shop);
    expect(answer.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    const bytes = answer.body as unknown as AsyncIterable<Uint8Array>;
    const read = await importFile(other.shop, { name: 'google.xml', bytes }, { apply: true });
    expect(read).toMatchObject({ ok: true, report: { added: 2, refusedInAll: 0 } });
    const rows = await other.shop.database.read
      .selectFrom('products')
      .select('title')
      .orderBy('title')
      .execute();
    expect(rows.map((row) => row.title)).toEqual(['Coil <1 mH> & "more"', 'Part B']);
  });
});
