/** 500 questions with filters and sorts: the device's answer is the server's, for the same generation. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { keepCatalog } from '#browser/catalog/keep-catalog.ts';
import { deviceCategory, deviceProduct } from '#browser/catalog/device-answers.ts';
import { openDatabase } from '#browser/database.ts';
import { DeviceSearch } from '#browser/search/device-search.ts';
import { parseRequest } from '#domain/search/request.ts';
import { readCategory } from '#server/catalog/read/read-category.ts';
import { readManifest } from '#server/catalog/read/read-manifest.ts';
import { readProduct } from '#server/catalog/read/read-product.ts';
import { searchCatalog } from '#server/catalog/search/search-catalog.ts';
import { searchOf } from '#server/catalog/search/search-engine.ts';
import { seedDemo } from '#server/catalog/demo/seed.ts';
import { openTestShop } from '#tests/databases/open-test-shop.ts';
import { catalogDoors } from './catalog-doors.ts';
import { Chance } from './checkout/chance.ts';

it('answers 500 searches, every category and every product as the server does', async () => {
  globalThis.indexedDB = new IDBFactory();
  const { shop, close } = await openTestShop();
  await seedDemo(shop);
  const database = openDatabase();
  const kept = await keepCatalog({
    database,
    fetch: catalogDoors(shop),
    now: () => 1,
    savesData: () => false,
  });
  expect(kept).toMatchObject({ ok: true });
  await searchOf(shop).renew();
  const device = new DeviceSearch(database);
  const chance = new Chance(5);
  const manifest = await readManifest(shop);
  const words = [
    'woofer',
    'twetter',
    '8 ohm',
    '2u2',
    'film capacitor',
    'coil 1 mh',
    'resistor 4r7',
    'paper',
    '5-1/4"',
    'terminal',
    '',
  ];
  const sorts = ['', 'relevance', 'price', '-price', 'stock', 'a.resonance-fs', '-a.sensitivity'];
  let hits = 0;
  for (let i = 0; i < 500; i += 1) {
    const pairs = new URLSearchParams();
    const text = [chance.pick(words), chance.below(4) === 0 ? chance.pick(words) : ''].join(' ').trim();
    if (text) pairs.set('q', text);
    const sort = chance.pick(sorts);
    if (sort) pairs.set('sort', sort);
    if (chance.below(3) === 0) pairs.set('c', chance.pick(manifest.categories).path);
    if (chance.below(4) === 0) pairs.set('price', `${chance.below(20)}..${20 + chance.below(200)}`);
    if (chance.below(5) === 0) pairs.set('a.resonance-fs', '20..60');
    if (chance.below(5) === 0) pairs.set('page', '2');
    const server = await searchCatalog(shop, parseRequest(pairs));
    if (!server.ok) throw new Error(server.reason);
    const answer = await device.search(pairs, false);
    expect(answer, pairs.toString()).toEqual(server.answer);
    hits += server.answer.total;
  }
  expect(hits).toBeGreaterThan(5_000);
  for (const { path, products } of manifest.categories) {
    if (products === 0) continue;
    const server = await readCategory(shop, path);
    const own = await deviceCategory(database, path, 1);
    expect(server.ok && { ...server.answer, children: [] }).toEqual({ ...own, children: [] });
    const slug = own!.products[0]!.slug;
    const product = await readProduct(shop, slug);
    expect(await deviceProduct(database, slug)).toEqual(product.ok && product.answer);
  }
  await searchOf(shop).close();
  database.close();
  await close();
}, 120_000);
