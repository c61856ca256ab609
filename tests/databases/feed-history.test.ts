/** Any sequence of imports, edits, moves, removals, undos and interrupted syncs ends with the device equal to the server. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  decodeFeedRow,
  EMPTY_DICTIONARY,
  growDictionary,
  isTombstone,
  type FeedRow,
} from '#domain/catalog/feed.ts';
import type { Product } from '#domain/catalog/product.ts';
import type { FeedEnd, FeedHead } from '#protocol/feed.ts';
import { readFeed } from '#server/catalog/feed/read-feed.ts';
import { importProducts } from '#server/catalog/import/import-products.ts';
import { undoGeneration } from '#server/catalog/import/undo-generation.ts';
import { keptOf } from '#server/catalog/read/kept.ts';
import { readProduct } from '#server/catalog/read/read-product.ts';
import { readManifest } from '#server/catalog/read/read-manifest.ts';
import type { Shop } from '#server/shop.ts';
import { items, part } from './catalog-part.ts';
import { eachDatabase } from './each-database.ts';

/** A device as protocols.md has it: rows are applied as they come, the generation moves last. */
class Device {
  readonly categories = new Map<number, { generation: number; products: Map<number, Product> }>();

  /** One answer of one category, cut after `most` lines; resumed with `after` next time by nothing but its own rows. */
  async sync(shop: Shop, id: number, most: number, rows: number): Promise<void> {
    const kept = this.categories.get(id) ?? { generation: 0, products: new Map<number, Product>() };
    this.categories.set(id, kept);
    let after = 0;
    let first: number | undefined;
    for (;;) {
      const feed = await readFeed(shop, { category: id, since: kept.generation, after }, rows);
      if (!feed.ok) throw new Error(feed.reason);
      let words = EMPTY_DICTIONARY;
      let end: FeedEnd | undefined;
      for (const line of feed.lines.slice(0, most)) {
        const read = JSON.parse(line) as FeedHead | FeedEnd | FeedRow;
        if (Array.isArray(read)) {
          const row = read as FeedRow;
          if (isTombstone(row)) kept.products.delete(row[0]);
          else kept.products.set(row[0], decodeFeedRow(row, words, []));
          after = row[0];
        } else if ('complete' in read) end = read as FeedEnd;
        else {
          first ??= (read as FeedHead).generation;
          words = growDictionary(words, read as FeedHead);
        }
      }
      // Cut: what came stays, the generation does not move, and the next sync asks again.
      if (!end && feed.lines.length > most) return;
      if (!end) continue;
      kept.generation = Math.min(first ?? end.generation, end.generation);
      return;
    }
  }
}

type Step =
  | {
      readonly kind: 'import';
      readonly products: readonly (readonly [key: number, version: number, home: number])[];
      readonly replace: boolean;
    }
  | { readonly kind: 'withdraw'; readonly key: number }
  | { readonly kind: 'undo'; readonly back: number }
  | { readonly kind: 'sync'; readonly category: number; readonly lines: number; readonly rows: number };

const key = fc.integer({ min: 0, max: 7 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('import' as const),
    products: fc.uniqueArray(fc.tuple(key, fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })), {
      maxLength: 5,
      selector: ([name]) => name,
    }),
    replace: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('withdraw' as const), key }),
  fc.record({ kind: fc.constant('undo' as const), back: fc.integer({ min: 0, max: 3 }) }),
  fc.record({
    kind: fc.constant('sync' as const),
    category: fc.integer({ min: 0, max: 3 }),
    lines: fc.integer({ min: 1, max: 8 }),
    rows: fc.integer({ min: 1, max: 4 }),
  }),
);

const HOMES = [['Left'], ['Right'], ['Left', 'Deep']];

async function run(shop: Shop, device: Device, step: Step): Promise<void> {
  if (step.kind === 'import') {
    const products = step.products.map(([name, version, home]) =>
      part(`k${name}`, { title: `v${version}`, category: HOMES[home]! }, 1_000_000, version * 4),
    );
    await importProducts(shop, 'test', items(...products), { apply: true, replace: step.replace });
  } else if (step.kind === 'withdraw') {
    await importProducts(shop, 'test', items(part(`k${step.key}`, { onSale: false })), { apply: true });
  } else if (step.kind === 'undo') {
    const { generation } = await keptOf(shop);
    if (generation > step.back) await undoGeneration(shop, generation - step.back);
  } else {
    const ids = [...(await keptOf(shop)).categories.keys()];
    const id = ids[step.category % Math.max(1, ids.length)];
    if (id !== undefined) await device.sync(shop, id, step.lines, step.rows);
  }
}

async function serverProducts(shop: Shop): Promise<Map<number, Product[]>> {
  const found = new Map<number, Product[]>();
  const rows = await shop.database.read
    .selectFrom('products')
    .select(['slug', 'category_id'])
    .where('on_sale', '=', 1)
    .orderBy('id')
    .execute();
  for (const row of rows) {
    const result = await readProduct(shop, row.slug);
    if (result.ok)
      found.set(row.category_id, [
        ...(found.get(row.category_id) ?? []),
        { ...result.answer.product, crumbs: [] },
      ]);
  }
  return found;
}

eachDatabase('the feed', (open, engine) => {
  it('ends with the device equal to the server', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const { shop, close } = await open();
        const device = new Device();
        for (const one of steps) await run(shop, device, one);
        const manifest = await readManifest(shop);
        const wanted = await serverProducts(shop);
        for (const category of manifest.categories) {
          await device.sync(shop, category.id, 10_000, 3);
          const kept = device.categories.get(category.id)!;
          const products = [...kept.products.values()].sort((a, b) => a.id - b.id);
          expect(products).toEqual(wanted.get(category.id) ?? []);
          // What the manifest says is newest is what the device now has, or later.
          expect(kept.generation).toBeGreaterThanOrEqual(category.generation);
        }
        await close();
      }),
      { numRuns: engine === 'sqlite' ? 60 : 4 },
    );
  }, 120_000);
});
