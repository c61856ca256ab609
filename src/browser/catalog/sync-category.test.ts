import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { cardOf } from '#domain/catalog/card.ts';
import { tellingKeys } from '#domain/catalog/facts.ts';
import { FeedEncoder, type FeedRow } from '#domain/catalog/feed.ts';
import type { Product } from '#domain/catalog/product.ts';
import { openDatabase, type DeviceDatabase } from '../database.ts';
import { deviceCategory, deviceProduct } from './device-answers.ts';
import { writeManifest } from './manifest-store.ts';
import { networkFeed } from './feed-lines.ts';
import { syncCategory } from './sync-category.ts';

const HOME = 3;
const currency = { code: 'USD', decimals: 2 } as const;
const crumbs = [{ path: 'coils', name: 'Coils' }];

function product(id: number, generation: number, word: string): Product {
  return {
    id,
    slug: `coil-${id}`,
    title: `Coil ${word} ${id}`,
    vendor: `Maker ${word}`,
    partNumber: '',
    summary: '',
    html: '',
    crumbs,
    tags: [],
    options: [],
    variants: [
      {
        id,
        sku: `s${id}`,
        options: [],
        unitPrice: id,
        breaks: [],
        minimum: 1,
        multiple: 1,
        stock: id % 3 ? 'in' : 'out',
      },
    ],
    pictures: [],
    attributes: [{ key: `a-${word}`, label: word, text: word, value: id, unit: 'H' }],
    generation,
  };
}

/** The server's side in memory: what stands in the category, and when what left it did. */
class Model {
  generation = 1;
  readonly here = new Map<number, Product>();
  readonly gone = new Map<number, number>();

  feed(since: number, after: number): string[] {
    const rows = [...this.here.values()].filter((one) => one.generation > since && one.id > after);
    const left =
      since === 0 ? [] : [...this.gone].filter(([id, at]) => at > since && id > after && !this.here.has(id));
    const all: (Product | number)[] = [...rows, ...left.map(([id]) => id)];
    all.sort((a, b) => (typeof a === 'number' ? a : a.id) - (typeof b === 'number' ? b : b.id));
    const encoder = new FeedEncoder();
    const lines: string[] = [];
    for (const one of all) {
      const row: FeedRow = typeof one === 'number' ? [one] : encoder.encode(one);
      lines.push(JSON.stringify({ v: 1, category: HOME, generation: this.generation, ...encoder.take() }));
      lines.push(JSON.stringify(row));
    }
    lines.unshift(
      JSON.stringify({ v: 1, category: HOME, generation: this.generation, vendors: [], attributes: [] }),
    );
    return [...lines, JSON.stringify({ generation: this.generation, complete: true })];
  }
}

/** Cuts the answer after so many characters; 'moves' lets the catalog change while it is read. */
function fetchOf(model: Model, cut: number | undefined, moved: () => void): typeof fetch {
  return (async (input: RequestInfo | URL) => {
    const url = new URL(String(input), 'https://shop');
    const text = model
      .feed(Number(url.searchParams.get('since')), Number(url.searchParams.get('after') ?? 0))
      .join('\n');
    moved();
    return new Response(`${text.slice(0, cut ?? text.length)}${cut === undefined ? '\n' : ''}`);
  }) as typeof fetch;
}

async function shown(database: DeviceDatabase): Promise<unknown[]> {
  const cards: unknown[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await deviceCategory(database, 'coils', page);
    if (!answer) return cards;
    cards.push(...answer.products);
  }
}

const edit = fc.record({
  put: fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom('a', 'b', 'c')), { maxLength: 25 }),
  remove: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 10 }),
  cut: fc.option(fc.nat(6_000), { nil: undefined }),
  movesMeanwhile: fc.boolean(),
});

it('any sequence of changes, cuts and races ends with the device equal to the server', async () => {
  let cuts = 0;
  let races = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (edits) => {
      globalThis.indexedDB = new IDBFactory();
      const database = openDatabase();
      const model = new Model();
      const sync = (cut: number | undefined, moved: () => void) =>
        syncCategory({ database, feed: networkFeed(fetchOf(model, cut, moved)), now: () => 1 }, HOME);
      for (const { put, remove, cut, movesMeanwhile } of edits) {
        model.generation += 1;
        for (const [id, word] of put) model.here.set(id, product(id, model.generation, word));
        for (const id of remove) if (model.here.delete(id)) model.gone.set(id, model.generation);
        let hasMoved = !movesMeanwhile;
        const result = await sync(cut, () => {
          if (hasMoved) return;
          hasMoved = true;
          races += 1;
          model.generation += 1;
          model.here.set(7, product(7, model.generation, 'moved'));
        });
        if (!result.ok) cuts += 1;
      }
      expect(await sync(undefined, () => {})).toMatchObject({ ok: true, generation: model.generation });
      const manifest = {
        generation: model.generation,
        currency,
        categories: [
          {
            id: HOME,
            path: 'coils',
            name: 'Coils',
            parent: '',
            products: model.here.size,
            generation: 1,
            bytes: 1,
          },
        ],
      };
      const nav = { generation: 1, currency, shop: { name: 'S', isDemo: false }, categories: [], total: 0 };
      await writeManifest(database, {
        kind: 'manifest',
        manifest,
        nav,
        home: { ...nav, featured: [] },
        asOf: 1,
      });
      const all = [...model.here.values()];
      const order = (a: Product, b: Product) =>
        Number(a.variants[0]!.stock === 'out') - Number(b.variants[0]!.stock === 'out') ||
        (a.title < b.title ? -1 : 1);
      const device = (await shown(database)) as { id: number; facts: unknown }[];
      const bare = (cards: readonly object[]) => cards.map((card) => ({ ...card, facts: [] }));
      expect(bare(device)).toEqual(bare(all.sort(order).map((one) => cardOf(one, 'coils', []))));
      for (const one of all.slice(0, 3))
        expect((await deviceProduct(database, one.slug))?.product).toEqual(one);
      expect(await deviceProduct(database, 'coil-99')).toBeUndefined();
      database.close();
    }),
    { numRuns: 120 },
  );
  expect(Math.min(cuts, races)).toBeGreaterThan(20);
});

it('keeps what it has while a new generation is on its way, and shows the facts that tell', async () => {
  globalThis.indexedDB = new IDBFactory();
  const database = openDatabase();
  const model = new Model();
  for (let id = 1; id <= 900; id += 1) model.here.set(id, product(id, 1, 'a'));
  const manifest = {
    generation: 1,
    currency,
    categories: [
      { id: HOME, path: 'coils', name: 'Coils', parent: '', products: 900, generation: 1, bytes: 1 },
    ],
  };
  const nav = { generation: 1, currency, shop: { name: 'S', isDemo: false }, categories: [], total: 0 };
  await writeManifest(database, { kind: 'manifest', manifest, nav, home: { ...nav, featured: [] }, asOf: 1 });
  const ports = (cut?: number) => ({
    database,
    feed: networkFeed(fetchOf(model, cut, () => {})),
    now: () => 1,
  });
  expect(await syncCategory(ports(200_000), HOME)).toMatchObject({ ok: false, reason: 'cut' });
  expect(await deviceCategory(database, 'coils', 1)).toBeUndefined();
  const rest = await syncCategory(ports(), HOME);
  expect(rest.ok && rest.rows).toBeLessThan(900);
  expect((await deviceCategory(database, 'coils', 1))?.total).toBe(900);
  expect((await deviceCategory(database, 'coils', 1))?.products[0]?.facts).toEqual(
    model.here
      .get(1)!
      .attributes.filter((one) => tellingKeys([[one]]).length > 0)
      .map(({ label, text }) => ({ label, text })),
  );

  model.generation = 2;
  for (let id = 1; id <= 900; id += 1) model.here.set(id, product(id, 2, 'b'));
  await syncCategory(ports(300_000), HOME);
  expect((await deviceProduct(database, 'coil-5'))?.product.vendor).toBe('Maker a');
  await syncCategory(ports(), HOME);
  expect((await deviceProduct(database, 'coil-5'))?.product.vendor).toBe('Maker b');
  database.close();
});
