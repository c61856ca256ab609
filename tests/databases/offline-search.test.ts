import 'fake-indexeddb/auto';
import { brotliDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { keepCatalog } from '#browser/catalog/keep-catalog.ts';
import { openDatabase, type DeviceDatabase } from '#browser/database.ts';
import { DeviceSearch } from '#browser/search/device-search.ts';
import type { SegmentSource } from '#browser/search/fetch-segment.ts';
import { prefetchSegments } from '#browser/search/prefetch-segments.ts';
import type { KeptDelta, KeptSegment } from '#browser/search/segment-store.ts';
import { parseRequest } from '#domain/search/request.ts';
import { openSegment } from '#domain/search/segment/segment.ts';
import { seedDemo } from '#server/catalog/demo/seed.ts';
import { readFeed } from '#server/catalog/feed/read-feed.ts';
import { readHome } from '#server/catalog/read/read-home.ts';
import { readManifest } from '#server/catalog/read/read-manifest.ts';
import { readNav } from '#server/catalog/read/read-nav.ts';
import { readDocuments } from '#server/catalog/search/documents.ts';
import { readIndex } from '#server/catalog/search/read-index.ts';
import { searchCatalog } from '#server/catalog/search/search-catalog.ts';
import { searchOf } from '#server/catalog/search/search-engine.ts';
import { suggestCatalog } from '#server/catalog/search/suggest-catalog.ts';
import type { Shop } from '#server/shop.ts';
import { filteredQueries, textQueries } from '#tests/bench/search/queries.ts';
import { apply, part } from './catalog-part.ts';
import { openTestShop } from './open-test-shop.ts';

/** The network between device and server: the same verbs that the API answers with. */
function networkTo(shop: Shop): typeof fetch {
  return (async (input: RequestInfo | URL) => {
    const url = new URL(String(input), 'https://shop');
    const [kind, id] = url.pathname.replace('/api/catalog/', '').split('/');
    const number = (name: string) => Number(url.searchParams.get(name) ?? '0');
    if (kind === 'manifest') return Response.json(await readManifest(shop));
    if (kind === 'nav') return Response.json(await readNav(shop));
    if (kind === 'home') return Response.json(await readHome(shop));
    if (kind === 'index') {
      const found = await readIndex(shop, Number(id), number('generation'));
      const headers = { 'content-type': 'application/octet-stream' };
      return found.ok
        ? new Response(new Uint8Array(brotliDecompressSync(found.packed)), { headers })
        : new Response(null, { status: 410 });
    }
    if (kind !== 'feed') return new Response(null, { status: 404 });
    const feed = await readFeed(shop, {
      category: Number(id),
      since: number('since'),
      after: number('after'),
    });
    return feed.ok ? new Response(`${feed.lines.join('\n')}\n`) : new Response(null, { status: 404 });
  }) as typeof fetch;
}

/** Generations of the large segments on the device, and how many products the one of changes holds. */
async function storedSegments(database: DeviceDatabase): Promise<{ whole: number[]; changes: number }> {
  const read = await database.work(['segments'], 'readonly', async (tx) => {
    const store = tx.objectStore('segments');
    const names = (await store.getAllKeys()).filter((name) => name !== 'delta');
    const whole = await Promise.all(names.map((name) => store.get(name)));
    return { whole, delta: (await store.get('delta')) as KeptDelta };
  });
  if (!read.ok) throw new Error(read.reason);
  const generations = read.value.whole.map((one) => (one as KeptSegment).generation);
  return {
    whole: [...new Set(generations)],
    changes: openSegment(read.value.delta.segment).size,
  };
}

it.each([
  ['a segment of each category', 1_000],
  ['one segment of the whole shop', 2],
])(
  'answers offline as the server does, for the same generation, 500 searches: by %s',
  async (name, many) => {
    await using held = await openTestShop();
    const { shop } = held;
    await seedDemo(shop);
    const database = openDatabase({ name });
    const keep = () =>
      keepCatalog({ database, fetch: networkTo(shop), now: () => 0, savesData: () => false });
    let fetched = 0;
    const network = networkTo(shop);
    const source: SegmentSource = {
      // Large categories' segments come from the server, the others are made on the device.
      fetch: async (...request) => {
        const response = await network(...request);
        if (response.ok) fetched++;
        return response;
      },
      least: 12,
      many,
    };
    const device = new DeviceSearch(database, source);
    const home = (await readDocuments(shop))[0]!.crumbs.map((crumb) => crumb.name);
    await apply(
      shop,
      part('N1', { title: 'Paper cone woofer', category: home }),
      part('N2', { title: 'Silk dome', category: home }),
      part('N3', { title: 'Mylar dome', category: home }),
      part('N4', { title: 'Film capacitor' }),
    );
    await keep();
    const prefetched = await prefetchSegments(database, source);
    await searchOf(shop).current();
    // From here on both have a whole segment (the device one for each category), and beside it one of changes.
    expect(await device.search(new URLSearchParams('q=dome'), false)).toMatchObject({ generation: 2 });
    const fetchedBefore = fetched;
    await apply(
      shop,
      part('N1', { title: 'Kevlar cone woofer', category: home }),
      part('N2', { title: 'Silk dome', category: home, onSale: false }),
      // Moves to another category.
      part('N3', { title: 'Mylar dome' }),
      part('N4', { title: 'Film capacitor' }, 7_000_000),
      part('N5', { title: 'Ribbon tweeter', category: home }),
    );
    await apply(shop, part('N5', { title: 'Long ribbon tweeter', category: home }));
    expect(await keep()).toMatchObject({ ok: true, generation: 4 });
    expect(await prefetchSegments(database, source)).toBe(0);

    const documents = await readDocuments(shop);
    const queries = [...textQueries(documents, 250), ...filteredQueries(documents, 250)];
    let found = 0;
    for (const query of queries) {
      const online = await searchCatalog(shop, parseRequest(query));
      const offline = await device.search(query, false);
      expect({ query: String(query), answer: offline }).toEqual({
        query: String(query),
        answer: online.ok && online.answer,
      });
      found += online.ok ? online.answer.total : 0;
    }
    expect(found).toBeGreaterThan(queries.length);
    expect(prefetched > 1).toBe(many > 2);
    expect(fetchedBefore).toBe(prefetched);
    // No whole segment was fetched or made anew for five changed products: they lie in one of their own.
    expect(fetched).toBe(fetchedBefore);
    expect(await storedSegments(database)).toEqual({ whole: [2], changes: 4 });
    for (const query of textQueries(documents, 50)) {
      const online = await suggestCatalog(shop, parseRequest(query));
      expect(await device.suggest(query, false)).toEqual(online.ok && online.answer);
    }
    await searchOf(shop).close();
    database.close();
  },
  120_000,
);
