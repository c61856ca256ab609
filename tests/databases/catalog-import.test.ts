import { expect, it } from 'vitest';
import type { ImportItem } from '#server/catalog/import/import-product.ts';
import { importProducts } from '#server/catalog/import/import-products.ts';
import { undoGeneration } from '#server/catalog/import/undo-generation.ts';
import { readCategory } from '#server/catalog/read/read-category.ts';
import { readHome } from '#server/catalog/read/read-home.ts';
import { readProduct } from '#server/catalog/read/read-product.ts';
import { readStock } from '#server/catalog/read/read-stock.ts';
import type { Shop } from '#server/shop.ts';
import { apply, items, part } from './catalog-part.ts';
import { eachDatabase } from './each-database.ts';

async function product(shop: Shop, slug: string) {
  const found = await readProduct(shop, slug);
  if (!found.ok) throw new Error(found.reason);
  return found.answer.product;
}

async function ledgerHolds(shop: Shop): Promise<void> {
  const rows = await shop.database.read
    .selectFrom('variants')
    .leftJoin('stock_moves', 'stock_moves.variant_id', 'variants.id')
    .select([
      'variants.id',
      'variants.on_hand',
      (e) => e.fn.sum<number | null>('stock_moves.change').as('sum'),
    ])
    .groupBy(['variants.id', 'variants.on_hand'])
    .execute();
  for (const row of rows) expect(Number(row.sum ?? 0)).toBe(row.on_hand);
}

eachDatabase('importProducts', (open) => {
  it('does nothing in a dry run and says what it would do', async () => {
    const { shop } = await open();
    const report = await importProducts(shop, 'test', items(part('A'), part('B')), { apply: false });
    expect(report).toMatchObject({ added: 2, changed: 0, left: 0 });
    expect(report.generation).toBeUndefined();
    expect(await shop.database.read.selectFrom('products').selectAll().execute()).toEqual([]);
    expect(await shop.database.read.selectFrom('staged_products').selectAll().execute()).toEqual([]);
    expect(await shop.database.read.selectFrom('imports').selectAll().execute()).toEqual([]);
  });

  it('publishes one generation that every reader sees whole', async () => {
    const { shop } = await open();
    const report = await apply(shop, part('A'), part('B'));
    expect(report).toMatchObject({ added: 2, generation: 1 });
    const a = await product(shop, 'part-a');
    expect(a.crumbs).toEqual([
      { path: 'parts', name: 'Parts' },
      { path: 'parts/coils-chokes', name: 'Coils & Chokes' },
    ]);
    expect(a.variants[0]).toMatchObject({ sku: 'A', unitPrice: 1_000_000, stock: 'in' });
    expect(a.variants[0]!.id).toBeLessThan(2 ** 40);
    const category = await readCategory(shop, 'parts');
    expect(category.ok && category.answer).toMatchObject({ total: 2, page: 1, pages: 1, generation: 1 });
    expect(category.ok && category.answer.products[0]!.facts[0]!.text).toBe('1 mH');
    const home = await readHome(shop);
    expect(home.categories.map((c) => [c.path, c.products])).toEqual([
      ['parts', 2],
      ['parts/coils-chokes', 2],
    ]);
    const stock = await readStock(shop, [a.variants[0]!.id, 999]);
    expect(stock.variants).toEqual([{ id: a.variants[0]!.id, onHand: 10, state: 'in', isOnSale: true }]);
    await ledgerHolds(shop);
  });

  it('finds nothing changed in the same file, and gives no generation', async () => {
    const { shop } = await open();
    await apply(shop, part('A'), part('B'));
    const again = await apply(shop, part('A'), part('B'));
    expect(again).toMatchObject({ added: 0, changed: 0, restocked: 0, left: 2 });
    expect(again.generation).toBeUndefined();
  });

  it('leaves sold stock sold when the same file comes again, and moves counts when it says others', async () => {
    const { shop } = await open();
    await apply(shop, part('A'));
    const before = await product(shop, 'part-a');
    const id = before.variants[0]!.id;
    await shop.database.transaction(async (tx) => {
      await tx.updateTable('variant_rows').set({ on_hand: 7 }).where('id', '=', id).execute();
      await tx
        .insertInto('stock_moves')
        .values({ variant_id: id, change: -3, reason: 'order', source: 'X', at: 1 })
        .execute();
    });
    expect(await apply(shop, part('A'))).toMatchObject({ left: 1, restocked: 0 });
    expect((await readStock(shop, [id])).variants[0]!.onHand).toBe(7);
    expect(await apply(shop, part('A', {}, 1_000_000, 40))).toMatchObject({ restocked: 1, changed: 0 });
    expect((await readStock(shop, [id])).variants[0]!.onHand).toBe(40);
    // A count alone is no news for devices.
    expect((await product(shop, 'part-a')).generation).toBe(before.generation);
    expect(await apply(shop, part('A', {}, 1_000_000, 0))).toMatchObject({ restocked: 1 });
    expect((await product(shop, 'part-a')).variants[0]!.stock).toBe('out');
    expect((await product(shop, 'part-a')).generation).toBeGreaterThan(before.generation);
    await ledgerHolds(shop);
  });

  it('keeps variant ids through a change and withdraws what is gone', async () => {
    const { shop } = await open();
    const options = [{ name: 'Size', values: ['S', 'L'] }];
    const sized = (sku: string, size: string) => ({
      ...part(sku).variants[0]!,
      sku,
      options: [size],
    });
    await apply(shop, part('A', { options, variants: [sized('A-S', 'S'), sized('A-L', 'L')] }));
    const [small, large] = (await product(shop, 'part-a')).variants;
    await apply(shop, part('A', { options, title: 'Renamed', variants: [sized('A-L', 'L')] }));
    const after = await product(shop, 'part-a');
    expect(after.title).toBe('Renamed');
    expect(after.variants.map((v) => v.id)).toEqual([large!.id]);
    await apply(shop, part('A', { options, variants: [sized('A-S', 'S'), sized('A-L', 'L')] }));
    expect((await product(shop, 'part-a')).variants.map((v) => v.id)).toEqual([small!.id, large!.id]);
    await ledgerHolds(shop);
  });

  it('makes slugs unique and keeps an old address alive', async () => {
    const { shop } = await open();
    await apply(shop, part('A', { title: 'Same' }), part('B', { title: 'Same' }));
    expect((await product(shop, 'same-2')).partNumber).toBe('B');
    await apply(shop, part('A', { title: 'Same', slug: 'better' }));
    expect((await product(shop, 'same')).slug).toBe('better');
    await apply(shop, part('C', { title: 'Same' }));
    expect((await product(shop, 'same-3')).partNumber).toBe('C');
    // Back to its first slug: no address leads in a circle.
    await apply(shop, part('A', { title: 'Same', slug: 'same' }));
    expect((await product(shop, 'better')).slug).toBe('same');
  });

  it('takes off sale with replace what the file does not name, and brings it back', async () => {
    const { shop } = await open();
    await apply(shop, part('A'), part('B'));
    const report = await importProducts(shop, 'test', items(part('A')), { apply: true, replace: true });
    expect(report).toMatchObject({ left: 1, removed: 1 });
    expect(await readProduct(shop, 'part-b')).toEqual({ ok: false, reason: 'withdrawn' });
    const category = await readCategory(shop, 'parts');
    expect(category.ok && category.answer.total).toBe(1);
    expect(await apply(shop, part('B'))).toMatchObject({ changed: 1 });
    expect((await product(shop, 'part-b')).variants).toHaveLength(1);
  });

  it('undoes a generation, refuses what was touched since, and undoes the undo', async () => {
    const { shop } = await open();
    await apply(shop, part('A'), part('B'));
    const second = await importProducts(
      shop,
      'test',
      items(part('A', { title: 'Other' }, 2_000_000, 3), part('C'), part('D', { category: ['Wire'] })),
      { apply: true, replace: true },
    );
    expect(second).toMatchObject({ added: 2, changed: 1, removed: 1, generation: 2 });
    await apply(shop, part('D', { title: 'Touched' }));
    const undo = await undoGeneration(shop, 2);
    expect(undo).toMatchObject({ ok: true, generation: 4, undone: 3, touchedSince: ['Touched'] });
    const a = await product(shop, 'part-a');
    expect([a.title, a.variants[0]!.unitPrice]).toEqual(['Part A', 1_000_000]);
    expect((await readStock(shop, [a.variants[0]!.id])).variants[0]!.onHand).toBe(10);
    expect((await product(shop, 'part-b')).title).toBe('Part B');
    expect(await readProduct(shop, 'part-c')).toEqual({ ok: false, reason: 'withdrawn' });
    expect(await undoGeneration(shop, 2)).toEqual({ ok: false, reason: 'already-undone' });
    expect(await undoGeneration(shop, 77)).toEqual({ ok: false, reason: 'not-found' });
    expect(await undoGeneration(shop, 4)).toMatchObject({ ok: true, undone: 3 });
    expect((await product(shop, 'part-a')).title).toBe('Other');
    expect((await product(shop, 'part-c')).title).toBe('Part C');
    await ledgerHolds(shop);
  });

  it('plans again when another generation comes in between', async () => {
    const { shop } = await open();
    await apply(shop, part('A'));
    async function* slow(): AsyncGenerator<ImportItem> {
      yield { kind: 'product', product: part('A', { title: 'Mine' }) };
      yield { kind: 'product', product: part('N', { category: ['New'] }) };
      await importProducts(shop, 'other', items(part('X', { title: 'Mine', category: ['New'] })), {
        apply: true,
      });
    }
    const report = await importProducts(shop, 'test', slow(), { apply: true });
    expect(report).toMatchObject({ added: 1, changed: 1, generation: 3 });
    expect((await product(shop, 'part-n')).crumbs).toEqual((await product(shop, 'mine')).crumbs);
    await ledgerHolds(shop);
  });

  it('leaves the shop as it was when it is interrupted, or the reader fails', async () => {
    const { shop } = await open();
    await apply(shop, part('A'));
    const stop = new AbortController();
    function* many(): Generator<ImportItem> {
      for (let n = 0; n < 600; n++) {
        if (n === 400) stop.abort(new Error('ctrl-C'));
        yield { kind: 'product', product: part(`N${n}`) };
      }
    }
    const options = { apply: true, signal: stop.signal };
    await expect(importProducts(shop, 'test', many(), options)).rejects.toThrow('ctrl-C');
    expect(await shop.database.read.selectFrom('products').select('id').execute()).toHaveLength(1);
    expect(await shop.database.read.selectFrom('staged_variants').select('position').execute()).toEqual([]);
    expect(await shop.database.read.selectFrom('imports').select('id').execute()).toEqual([]);
  });

  it('refuses what cannot be sold and keeps the rest', async () => {
    const { shop } = await open();
    const report = await apply(
      shop,
      part('A'),
      part('A', { title: 'Again', line: 3 }),
      part('', { line: 4 }),
      part('E', { title: '\u0000\u0007', line: 5 }),
      part('F', {}, -5),
      part('G', { html: '<p onclick="x()">ok<script>alert(1)</script></p>', title: 'Nul\u0000 and \ud800' }),
    );
    expect(report).toMatchObject({ added: 2, refusedInAll: 4 });
    expect(report.refused.map((r) => r.line)).toEqual([3, 4, 5, 0]);
    const rows = await shop.database.read.selectFrom('products').select(['title', 'body']).execute();
    expect(rows.find((row) => row.title.startsWith('Nul'))!.body).toContain('<p>ok</p>');
  });
});
