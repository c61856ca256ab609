import { brotliDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { ask } from '#domain/search/query/ask.ts';
import { openCollection } from '#domain/search/query/collection.ts';
import { EMPTY_REQUEST } from '#domain/search/request.ts';
import { openSegment } from '#domain/search/segment/segment.ts';
import { keptOf } from '#server/catalog/read/kept.ts';
import { WHOLE_SHOP } from '#protocol/feed.ts';
import { readIndex } from '#server/catalog/search/read-index.ts';
import { searchOf } from '#server/catalog/search/search-engine.ts';
import type { Shop } from '#server/shop.ts';
import { apply, part } from './catalog-part.ts';
import { eachDatabase } from './each-database.ts';

async function segmentOf(shop: Shop, category: number, generation: number) {
  const found = await readIndex(shop, category, generation);
  if (!found.ok) throw new Error(found.reason);
  return openSegment(new Uint8Array(brotliDecompressSync(found.packed)).buffer);
}

eachDatabase('search segments for devices', (open) => {
  it('hold one category at its generation, together the whole shop', async () => {
    const { shop } = await open();
    await apply(
      shop,
      part('W1', { title: 'Paper woofer', category: ['Drivers', 'Woofers'] }),
      part('T1', { title: 'Dome tweeter', category: ['Drivers', 'Tweeters'] }),
    );
    await apply(shop, part('T2', { title: 'Ribbon tweeter', category: ['Drivers', 'Tweeters'] }));
    const { categories, generation } = await keptOf(shop);
    const segments = [];
    for (const category of [...categories.values()].filter((node) => node.products > 0))
      segments.push(await segmentOf(shop, category.id, category.generation));
    const whole = openCollection([{ segment: await segmentOf(shop, WHOLE_SHOP, generation) }]);
    const dealt = openCollection(segments.map((segment) => ({ segment })));
    for (const text of ['tweeter', 'paper', 'twetter', 'rib', ''])
      expect(ask(dealt, { ...EMPTY_REQUEST, text }, 24)).toEqual(ask(whole, { ...EMPTY_REQUEST, text }, 24));
    expect(dealt.size).toBe(3);
    // Kept on disk by now, and the same bytes again.
    expect((await segmentOf(shop, WHOLE_SHOP, generation)).size).toBe(3);
    expect(await readIndex(shop, WHOLE_SHOP, generation - 1)).toEqual({ ok: false, reason: 'superseded' });
    expect(await readIndex(shop, 987_654, 1)).toEqual({ ok: false, reason: 'not-found' });
    await searchOf(shop).close();
  });
});
