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
import { fullKeys } from '#domain/catalog/feed-words.ts';
import type { Product } from '#domain/catalog/product.ts';
import { WHOLE_SHOP, type FeedEnd, type FeedHead } from '#protocol/feed.ts';
import { readFeed } from '#server/catalog/feed/read-feed.ts';
import { importProducts } from '#server/catalog/import/import-products.ts';
import { undoGeneration } from '#server/catalog/import/undo-generation.ts';
import { keptOf } from '#server/catalog/read/kept.ts';
import { readProduct } from '#server/catalog/read/read-product.ts';
import { readManifest } from '#server/catalog/read/read-manifest.ts';
import type { Shop } from '#server/shop.ts';
import { items, part } from './catalog-part.ts';
import { eachDatabase } from './each-database.ts';

interface Kept {
  generation: number;
  readonly products: Map<number, Product>;
  /** A sync that was cut: what it received so far, where to go on, and the generation of its first answer. */
  resume?: { since: number; after: number; first: number; readonly rows: Map<number, Product | undefined> };
}

function settle(kept: Kept, generation: number): void {
  for (const [product, row] of kept.resume!.rows)
    if (row) kept.products.set(product, row);
    else kept.products.delete(product);
  kept.generation = generation;
  delete kept.resume;
}

/** A device as protocols.md has it: rows wait until an answer is whole, a cut one is gone on with, the generation moves last. */
class Device {
  readonly categories = new Map<number, Kept>();

  /** Asks until the category is whole, or the network is cut after `most` lines of an answer. */
  async sync(shop: Shop, id: number, most: number, rows: number): Promise<void> {
    const kept = this.categories.get(id) ?? { generation: 0, products: new Map<number, Product>() };
    this.categories.set(id, kept);
    for (;;) {
      const resume = (kept.resume ??= { since: kept.generation, after: 0, first: 0, rows: new Map() });
      const feed = await readFeed(shop, { category: id, since: resume.since, after: resume.after }, rows);
      if (!feed.ok) throw new Error(feed.reason);
      const end = this.#receive(resume, feed.lines.slice(0, most));
      if (!end && feed.lines.length > most) return;
      if (!end) continue;
      if (end.generation === resume.first) {
        return settle(kept, end.generation);
      }
      // The catalog moved while the parts came: one more round for what changed since the first.
      Object.assign(resume, { since: resume.first, after: 0, first: 0 });
    }
  }

  /** Everything that changed, in one answer; as a device does, only for categories it has whole. */
  async syncAll(shop: Shop, rows: number): Promise<void> {
    const whole = [...this.categories].filter(([, kept]) => kept.generation > 0 && !kept.resume);
    const since = Math.min(...whole.map(([, kept]) => kept.generation));
    if (whole.length === 0) return;
    const feed = await readFeed(shop, { category: WHOLE_SHOP, since, after: 0 }, rows);
    if (!feed.ok) return expect(feed.reason).toBe('too-many');
    const parts = new Map<number, string[]>();
    let part: string[] = [];
    for (const line of feed.lines.slice(0, -1)) {
      const read = JSON.parse(line) as FeedHead | FeedRow;
      if ('v' in read) parts.set(read.category, (part = parts.get(read.category) ?? []));
      part.push(line);
    }
    for (const [id, kept] of whole) {
      kept.resume = { since, after: 0, first: 0, rows: new Map() };
      this.#receive(kept.resume, parts.get(id) ?? []);
      settle(kept, feed.generation);
    }
  }

  #receive(resume: NonNullable<Kept['resume']>, lines: readonly string[]): FeedEnd | undefined {
    let words = EMPTY_DICTIONARY;
    for (const line of lines) {
      const read = JSON.parse(line) as FeedHead | FeedEnd | FeedRow;
      if (Array.isArray(read)) {
        const row = read as FeedRow;
        resume.rows.set(row[0], isTombstone(row) ? undefined : decodeFeedRow(row, words, []));
        resume.after = row[0];
      } else if ('complete' in read) return read as FeedEnd;
      else {
        resume.first ||= (read as FeedHead).generation;
        words = growDictionary(words, fullKeys(read as FeedHead));
      }
    }
    return undefined;
  }
}

type Step =
  | {
      readonly kind: 'import';
      readonly products: readonly (readonly [key: number, version: number, home: number])[];
      readonly replace: boolean;
    }
  | { readonly kind: 'withdraw'; readonly key: number; readonly home: number }
  | { readonly kind: 'undo'; readonly back: number }
  | { readonly kind: 'sync-all'; readonly rows: number }
  | { readonly kind: 'sync'; readonly category: number; readonly lines: number; readonly rows: number };

const key = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('import' as const),
    products: fc.uniqueArray(fc.tuple(key, fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 1 })), {
      maxLength: 5,
      selector: ([name]) => name,
    }),
    replace: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('withdraw' as const), key, home: fc.integer({ min: 0, max: 1 }) }),
  fc.record({ kind: fc.constant('undo' as const), back: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: fc.constant('sync-all' as const), rows: fc.constantFrom(1, 3, 1_000) }),
  fc.record({
    kind: fc.constant('sync' as const),
    category: fc.integer({ min: 0, max: 2 }),
    lines: fc.constantFrom(1, 2, 3, 5, 1_000, 1_000),
    rows: fc.integer({ min: 1, max: 4 }),
  }),
);

const HOMES = [['Left', 'Deep'], ['Right']];

async function run(shop: Shop, device: Device, step: Step): Promise<void> {
  if (step.kind === 'import') {
    const products = step.products.map(([name, version, home]) =>
      part(`k${name}`, { title: `v${version}`, category: HOMES[home]! }, 1_000_000, version * 4),
    );
    await importProducts(shop, 'test', items(...products), { apply: true, replace: step.replace });
  } else if (step.kind === 'withdraw') {
    await importProducts(
      shop,
      'test',
      items(part(`k${step.key}`, { onSale: false, category: HOMES[step.home]! })),
      { apply: true },
    );
  } else if (step.kind === 'undo') {
    const { generation } = await keptOf(shop);
    if (generation > step.back) await undoGeneration(shop, generation - step.back);
  } else if (step.kind === 'sync-all') {
    await device.syncAll(shop, step.rows);
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
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 16 }), async (steps) => {
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
          expect(kept.resume).toBeUndefined();
        }
        await close();
      }),
      { numRuns: engine === 'sqlite' ? 80 : 4 },
    );
  }, 120_000);
});
