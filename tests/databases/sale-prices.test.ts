/** Sale prices with dates, on both databases: pages follow at each boundary with one generation, quotes by the clock itself. */
import { expect, it } from 'vitest';
import { exportShopify } from '#server/catalog/export/export-shopify.ts';
import { googleFeed } from '#server/catalog/export/google-feed.ts';
import { checkImportMap } from '#server/catalog/formats/import-map.ts';
import { importFile } from '#server/catalog/formats/import-file.ts';
import { undoGeneration } from '#server/catalog/import/undo-generation.ts';
import { readProduct } from '#server/catalog/read/read-product.ts';
import { followSales } from '#server/catalog/sales/follow-sales.ts';
import { listSales, setSale } from '#server/catalog/sales/set-sale.ts';
import { readVariants } from '#server/cart/read-lines.ts';
import type { Shop } from '#server/shop.ts';
import { eachDatabase } from './each-database.ts';
import { TEST_NOW } from './open-test-shop.ts';
import { CAPACITOR, intentFrom, quoteFor, send, stockShelves, WOOFER } from './small-shop.ts';

const HOUR = 3_600_000;
const FROM = TEST_NOW + HOUR;
const UNTIL = TEST_NOW + 2 * HOUR;
const one = [{ variant: WOOFER.id, n: 1 }];

const generationOf = async (shop: Shop): Promise<number> =>
  (await shop.database.read.selectFrom('shop').select('generation').executeTakeFirstOrThrow()).generation;

/** Price, price before and end as the product's page says them. */
async function shown(shop: Shop, slug = `part-${WOOFER.id}`) {
  const page = await readProduct(shop, slug);
  if (!page.ok) throw new Error(page.reason);
  const { unitPrice, compareAt, saleUntil } = page.answer.product.variants[0]!;
  return { unitPrice, compareAt, saleUntil };
}

const list = { unitPrice: WOOFER.price, compareAt: undefined, saleUntil: undefined };
const onSale = { unitPrice: 40_000_000, compareAt: WOOFER.price, saleUntil: UNTIL };

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const load = (shop: Shop, name: string, text: string) =>
  importFile(shop, { name, bytes: bytes(text) }, { apply: true });

const WOO =
  'Type,SKU,Name,Published,Visibility in catalog,Sale price,Date sale price starts,Date sale price ends,In stock?,Stock,Regular price,Categories';
const wooRow = (cells: string) => `${WOO}\nsimple,HORN,Horn,1,visible,${cells},1,5,50,Horns\n`;

eachDatabase('sale prices', (open) => {
  it('pages, cart and device follow at each boundary, each with one generation', async () => {
    const { shop, clock } = await open();
    await stockShelves(shop);
    const set = await setSale(shop, 'SKU-101', { unitPrice: 40_000_000, from: FROM, until: UNTIL });
    expect(set).toEqual({ ok: true, generation: 2, title: WOOFER.title });
    expect(await shown(shop)).toEqual(list);
    expect(await followSales(shop)).toBeUndefined();
    clock.set(FROM - 1);
    expect(await followSales(shop)).toBeUndefined();
    clock.set(FROM);
    expect(await Promise.all([followSales(shop), followSales(shop)])).toContain(3);
    expect(await generationOf(shop)).toBe(3);
    expect(await shown(shop)).toEqual(onSale);
    expect((await readVariants(shop, [WOOFER.id])).get(WOOFER.id)?.snapshot.unitPrice).toBe(40_000_000);
    expect(await listSales(shop)).toMatchObject([{ sku: 'SKU-101', isNow: true, listPrice: WOOFER.price }]);
    clock.set(UNTIL);
    expect(await followSales(shop)).toBe(4);
    expect(await shown(shop)).toEqual(list);
    const products = await shop.database.read
      .selectFrom('products')
      .select(['id', 'generation'])
      .orderBy('id')
      .execute();
    expect(products.map((product) => product.generation)).toEqual([4, 1, 1]);
  });

  it('a quote goes by the clock, says why, and is honoured after the sale ended', async () => {
    const { shop, clock } = await open();
    await stockShelves(shop);
    await setSale(shop, 'SKU-101', { unitPrice: 40_000_000, from: FROM, until: UNTIL });
    expect((await quoteFor(shop, one)).quote.lines[0]).toMatchObject({ because: { rule: 'list' } });
    clock.set(UNTIL - 1);
    const answer = await quoteFor(shop, one);
    expect(answer.quote.lines[0]).toMatchObject({
      unitPrice: 40_000_000,
      because: { rule: 'sale', until: UNTIL },
    });
    clock.set(UNTIL);
    expect((await quoteFor(shop, one)).quote.lines[0]).toMatchObject({ unitPrice: WOOFER.price });
    const held = await send(shop, intentFrom(answer));
    expect(JSON.parse(held.body)).toMatchObject({ state: 'placed', total: answer.quote.total });
    const { quoteId: _, ...unheld } = intentFrom(answer);
    const refused = await send(shop, unheld);
    expect(JSON.parse(refused.body)).toMatchObject({
      differences: [{ kind: 'price', was: 40_000_000, now: WOOFER.price }],
    });
  });

  it('many pieces cost the lower of sale price and price break', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    await setSale(shop, 'SKU-102', { unitPrice: 2_000, until: UNTIL });
    const priceOf = async (n: number) =>
      (await quoteFor(shop, [{ variant: CAPACITOR.id, n }])).quote.lines[0];
    expect(await priceOf(50)).toMatchObject({ unitPrice: 2_000, because: { rule: 'sale', until: UNTIL } });
    expect(await priceOf(100)).toMatchObject({ unitPrice: 1_900, because: { rule: 'break', from: 100 } });
  });

  it('refuses what makes no sense, and an undo takes a sale back', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const sale = { unitPrice: 40_000_000 };
    expect(await setSale(shop, 'nothing', sale)).toEqual({ ok: false, reason: 'no-variant' });
    expect(await setSale(shop, 'SKU-101', { unitPrice: WOOFER.price })).toEqual({
      ok: false,
      reason: 'not-lower',
    });
    expect(await setSale(shop, 'SKU-101', { ...sale, until: TEST_NOW })).toEqual({
      ok: false,
      reason: 'no-time',
    });
    expect(await generationOf(shop)).toBe(1);
    expect(await setSale(shop, 'SKU-101', sale)).toMatchObject({ ok: true, generation: 2 });
    expect(await shown(shop)).toEqual({ ...onSale, saleUntil: undefined });
    expect(await undoGeneration(shop, 2)).toMatchObject({ ok: true, undone: 1 });
    expect(await shown(shop)).toEqual(list);
    await setSale(shop, 'SKU-101', sale);
    await setSale(shop, 'SKU-101', undefined);
    expect(await shown(shop)).toEqual(list);
  });

  it('comes with a WooCommerce file, stays where a file is silent, and survives our own export', async () => {
    const { shop, clock } = await open();
    await load(shop, 'woo.csv', wooRow('40,2026-03-03,2026-03-04'));
    const day = Date.UTC(2026, 2, 3);
    expect(await listSales(shop)).toEqual([
      {
        sku: 'HORN',
        title: 'Horn',
        listPrice: 50_000_000,
        unitPrice: 40_000_000,
        from: day,
        until: day + 48 * HOUR,
        isNow: false,
      },
    ]);
    clock.set(day);
    await followSales(shop);
    expect(await shown(shop, 'horn')).toMatchObject({ unitPrice: 40_000_000, compareAt: 50_000_000 });
    const feed = (await Array.fromAsync(googleFeed(shop, 'Shop'))).join('');
    expect(feed).toContain('<g:price>50.00 USD</g:price><g:sale_price>40.00 USD</g:sale_price>');
    expect(feed).toContain('2026-03-03T00:00Z/2026-03-05T00:00Z');
    const own = (await Array.fromAsync(exportShopify(shop))).join('');
    const { shop: other } = await open();
    await load(other, 'own.csv', own);
    expect(await listSales(other)).toMatchObject([
      { unitPrice: 40_000_000, from: day, until: day + 48 * HOUR },
    ]);
    expect(await load(other, 'own.csv', own)).toMatchObject({ report: { changed: 0, added: 0 } });
    const silent = own
      .replace(',40,2026-03-03T00:00:00.000Z,2026-03-05T00:00:00.000Z,', ',,,,')
      .replace('Horn,', 'Horn II,');
    expect(silent).not.toBe(own);
    expect(await load(other, 'own.csv', silent)).toMatchObject({ report: { changed: 1 } });
    expect(await listSales(other)).toMatchObject([{ title: 'Horn II', unitPrice: 40_000_000 }]);
    await load(shop, 'woo.csv', wooRow(',,'));
    expect(await listSales(shop)).toEqual([]);
    expect(await shown(shop, 'horn')).toMatchObject({ unitPrice: 50_000_000 });
  });

  it('names a date nobody can read, and a sale that ends before it begins', async () => {
    const { shop } = await open();
    const unread = await load(shop, 'woo.csv', wooRow('40,soon,'));
    expect(unread).toMatchObject({
      report: { added: 0, refused: [{ line: 2, column: 'Date sale price starts' }] },
    });
    const backwards = await load(shop, 'woo.csv', wooRow('40,2026-03-04,2026-03-01'));
    expect(JSON.stringify(backwards)).toContain('The sale ends before it begins');
    const read = checkImportMap({
      title: 'Name',
      key: 'SKU',
      sku: 'SKU',
      price: 'List',
      sale: { price: 'Sale', until: 'End' },
      name: 'sales',
      recognise: [],
    });
    if (!read.ok) throw new Error(read.reason);
    const table = 'SKU,Name,List,Sale,End\nA,Ay,10,8,2026-03-09\nB,Be,10,,\n';
    const mapped = await importFile(
      shop,
      { name: 't.csv', bytes: bytes(table) },
      { apply: true, map: read.map },
    );
    expect(mapped).toMatchObject({ report: { added: 2 } });
    expect(await listSales(shop)).toMatchObject([
      { sku: 'A', unitPrice: 8_000_000, until: Date.UTC(2026, 2, 10), isNow: true },
    ]);
  });
});
