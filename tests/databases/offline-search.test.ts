import 'fake-indexeddb/auto';
import { brotliDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { keepCatalog } from '#browser/catalog/keep-catalog.ts';
import { openDatabase } from '#browser/database.ts';
import { DeviceSearch } from '#browser/search/device-search.ts';
import { parseRequest } from '#domain/search/request.ts';
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

it('answers offline as the server does for the same generation: 500 searches with words, filters and sorts', async () => {
  await using held = await openTestShop();
  const { shop } = held;
  await seedDemo(shop);
  const database = openDatabase({ name: 'offline-search' });
  const keep = () => keepCatalog({ database, fetch: networkTo(shop), now: () => 0, savesData: () => false });
  let fetched = 0;
  const network = networkTo(shop);
  const device = new DeviceSearch(database, {
    // Large categories' segments come from the server, the others are made on the device.
    fetch: async (...request) => {
      const response = await network(...request);
      if (response.ok) fetched++;
      return response;
    },
    least: 12,
  });
  await keep();
  // The server has a whole segment and one of changes from here on; the device one for each category.
  await searchOf(shop).current();
  const home = (await readDocuments(shop))[0]!.crumbs.map((crumb) => crumb.name);
  await apply(
    shop,
    part('N1', { title: 'Paper cone woofer', category: home }),
    part('N2', { title: 'Silk dome' }),
  );
  await apply(
    shop,
    part('N1', { title: 'Kevlar cone woofer', category: home }),
    part('N2', { onSale: false }),
  );
  expect(await keep()).toMatchObject({ ok: true, generation: 3 });

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
  expect(fetched).toBeGreaterThan(3);
  for (const query of textQueries(documents, 50)) {
    const online = await suggestCatalog(shop, parseRequest(query));
    expect(await device.suggest(query, false)).toEqual(online.ok && online.answer);
  }
  await searchOf(shop).close();
  database.close();
}, 120_000);
