import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFile, type ImportFileOptions } from '#server/catalog/formats/import-file.ts';
import { readProduct } from '#server/catalog/read/read-product.ts';
import type { Shop } from '#server/shop.ts';
import { apply, part } from './catalog-part.ts';
import { eachDatabase } from './each-database.ts';
import { openTestShop } from './open-test-shop.ts';
import { data, fixtureMap, hasShared, importShared, sharedFiles } from './shared-files.ts';

async function* once(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof text === 'string' ? Buffer.from(text) : text;
}

const read = (shop: Shop, text: string | Uint8Array, options: Partial<ImportFileOptions> = {}) =>
  importFile(shop, { name: 'file.csv', bytes: once(text) }, { apply: true, ...options });

async function productOf(shop: Shop, slug: string) {
  const found = await readProduct(shop, slug);
  if (!found.ok) throw new Error(found.reason);
  return found.answer.product;
}

const shopify = `Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src,Image Alt Text,Power (product.metafields.custom.power),Price / Sweden
horn,Horn,"<p>Loud<script>x()</script>, ""very""</p>",Acme,Horns,"loud, tin",true,Size,Small,Colour,Red,H-S,120,shopify,5,deny,12.50,15.00,https://pics.example/1.jpg,Front,40 W,99
horn,,,,,,,,Large,,Blue,H-L,,shopify,0,continue,20,,https://pics.example/2.jpg,,,
horn,,,,,,,,,,,,,,,,,,https://pics.example/3.jpg,,,
bad,Bad price,,,,,true,Title,Default Title,,,B,,,,deny,free,,,,,
plain,Plain,,,,,true,Title,Default Title,,,P,,,,deny,7,,,,,
`;

eachDatabase("a merchant's file", (open) => {
  it("reads Shopify's format: variants, pictures, metafields, tracked and untracked stock", async () => {
    const { shop } = await open();
    const result = await read(shop, shopify);
    expect(result).toMatchObject({ ok: true, format: 'shopify', report: { added: 2, refusedInAll: 1 } });
    expect(result.ok && result.report.refused[0]).toMatchObject({ line: 5, column: 'Variant Price' });
    const horn = await productOf(shop, 'horn');
    expect(horn.options).toEqual([
      { name: 'Size', values: ['Small', 'Large'] },
      { name: 'Colour', values: ['Red', 'Blue'] },
    ]);
    expect(horn.variants.map((v) => [v.sku, v.unitPrice, v.compareAt, v.stock, v.weight])).toEqual([
      ['H-S', 12_500_000, 15_000_000, 'low', 120],
      ['H-L', 20_000_000, undefined, 'backorder', undefined],
    ]);
    expect(horn.html).toBe('<p>Loud, "very"</p>');
    expect(horn.tags).toEqual(['loud', 'tin']);
    expect(horn.attributes).toEqual([{ key: 'power', label: 'Power', text: '40 W', value: 40, unit: 'W' }]);
    expect((await productOf(shop, 'plain')).variants[0]!.stock).toBe('in');
    expect(await read(shop, shopify)).toMatchObject({ report: { left: 2, added: 0, changed: 0 } });
  });

  it("reads WooCommerce's: variations before their parents, groups told apart, ragged rows", async () => {
    const { shop } = await open();
    const text = `ID,Type,SKU,Name,Published,Visibility in catalog,Description,In stock?,Stock,Sale price,Regular price,Categories,Parent,Attribute 1 name,Attribute 1 value(s),Weight (kg)
12,variation,T-R,Tube - Red,1,visible,,1,4,,30,,id:11,Colour,Red
13,variation,T-B,Tube - Blue,1,visible,,0,,25,30,,T,Colour,Blue
11,variable,T,Tube,1,visible,<b>warm</b>,1,,,,"Valves > Power, Music, Rock\\, Pop",,Colour,"Red, Blue",0.2
14,grouped,G,Set,1,visible
15,simple,S,Socket,1,visible,,1,,,2.5
16,variation,O,Orphan,1,visible,,1,,,2.5,,id:99
`;
    const result = await read(shop, text);
    expect(result).toMatchObject({ format: 'woocommerce', report: { added: 2, refusedInAll: 2 } });
    const tube = await productOf(shop, 'tube');
    expect(tube.crumbs.map((crumb) => crumb.name)).toEqual(['Valves', 'Power']);
    expect(tube.tags).toEqual(['Music', 'Rock, Pop']);
    expect(tube.variants.map((v) => [v.options[0], v.unitPrice, v.compareAt, v.stock, v.weight])).toEqual([
      ['Red', 30_000_000, undefined, 'low', 200],
      ['Blue', 25_000_000, 30_000_000, 'out', 200],
    ]);
    expect((await productOf(shop, 'socket')).variants[0]!.stock).toBe('in');
  });

  it('reports a row with too many fields, shifts nothing into wrong columns and keeps the rest', async () => {
    const { shop } = await open();
    const rows = 'ID,Type,SKU,Name,Published,Regular price\n1,simple,A,Lamp, red,1,5\n2,simple,B,Cable,1,3\n';
    const result = await read(shop, rows);
    expect(result).toMatchObject({ report: { added: 1, refusedInAll: 1 } });
    expect(result.ok && result.report.refused[0]).toMatchObject({
      line: 2,
      reason: 'The row has 7 fields, the header only 6.',
    });
    const sold = await shop.database.read.selectFrom('products').select('title').execute();
    expect(sold).toEqual([{ title: 'Cable' }]);
  });

  it("reads Google's feed, and changes nothing when it is not well-formed", async () => {
    const { shop } = await open();
    await apply(shop, part('A'));
    const feed = (end: string) => `<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel>
<item><g:id>1</g:id><g:item_group_id>7</g:item_group_id><g:title>Lamp, red</g:title><g:color>red</g:color><g:price>5.00 USD</g:price><g:availability>in stock</g:availability><g:shipping><g:price>1 USD</g:price></g:shipping></item>
<item><g:id>2</g:id><g:item_group_id>7</g:item_group_id><g:title>Lamp, blue</g:title><g:color>blue</g:color><g:price>6.00 USD</g:price><g:availability>out of stock</g:availability></item>
<item><g:id>3</g:id><title><![CDATA[Euro & co]]></title><g:price>6.00 EUR</g:price></item>
${end}`;
    const broken = await read(shop, feed('<item><g:id>4</g:oops></channel></rss>'));
    expect(broken).toMatchObject({ ok: false, reason: 'unreadable', line: 5 });
    expect(await shop.database.read.selectFrom('products').select('id').execute()).toHaveLength(1);
    expect(await read(shop, feed('</channel></rss>'))).toMatchObject({
      report: { added: 1, refusedInAll: 1 },
    });
    const lamp = await productOf(shop, 'lamp');
    expect(lamp.variants.map((v) => [v.options[0], v.unitPrice, v.stock])).toEqual([
      ['red', 5_000_000, 'in'],
      ['blue', 6_000_000, 'out'],
    ]);
    const rates = new Map([['EUR', 1.5]]);
    expect(await read(shop, feed('</channel></rss>'), { rates })).toMatchObject({
      report: { added: 1, left: 1 },
    });
    expect((await productOf(shop, 'euro-co')).variants[0]!.unitPrice).toBe(9_000_000);
  });

  it('takes any text in any field, and stores no script', async () => {
    const { shop } = await open();
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '<img src=x onerror=x()>',
        '\u0000',
        '=cmd|1',
        '"',
        "'; drop table x;--",
      ),
    );
    const row = fc.record({ title: nasty, html: nasty, vendor: nasty, tag: nasty, text: nasty });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), async (rows) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const lines = rows.map((r, n) =>
          [`k${n}`, `T${r.title}`, r.html, r.vendor, r.tag, 'Title', 'Default Title', '1', r.text]
            .map(quote)
            .join(','),
        );
        const header =
          'Handle,Title,Body (HTML),Vendor,Tags,Option1 Name,Option1 Value,Variant Price,Note (product.metafields.a.b)';
        const result = await read(shop, `${header}\n${lines.join('\n')}\n`);
        expect(result.ok).toBe(true);
      }),
      { numRuns: 25 },
    );
    const rows = await shop.database.read.selectFrom('products').select('body').execute();
    for (const { body } of rows)
      expect((JSON.parse(body) as { html: string }).html).not.toMatch(/<script|onerror\s*=.*>|<img/i);
  });
});

describe.skipIf(!hasShared)('every file of ../shared/data', () => {
  it('goes through: read or refused with line and reason, and the same again changes nothing', async () => {
    await using opened = await openTestShop();
    const { shop } = opened;
    for (const file of sharedFiles()) {
      const first = await importShared(shop, file, true);
      if (!first.ok) {
        expect(first.line, file).toBeGreaterThan(0);
        expect(first.remedy, file).not.toBe('');
        continue;
      }
      for (const refusal of first.report.refused) expect(refusal.reason, file).not.toBe('');
      const again = await importShared(shop, file, true);
      expect(again, file).toMatchObject({ ok: true, report: { added: 0, changed: 0, restocked: 0 } });
    }
    expect(await shop.database.read.selectFrom('imports').select('id').execute()).toEqual([]);
  }, 120_000);

  it('takes the naughty strings in every text field', async () => {
    await using opened = await openTestShop();
    const strings = JSON.parse(readFileSync(join(data, 'hostile/naughty-strings.json'), 'utf8')) as string[];
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const lines = strings.map((text, n) => [String(n), text, text, text, '1.00'].map(quote).join(','));
    const result = await read(opened.shop, `key,name,vendor,html,price\n${lines.join('\n')}\n`, {
      map: {
        ...fixtureMap('anything'),
        key: 'key',
        title: 'name',
        vendor: 'vendor',
        html: 'html',
        price: 'price',
      },
    });
    expect(result.ok && result.report.added + result.report.refusedInAll).toBe(strings.length);
    expect(result.ok && result.report.added).toBeGreaterThan(240);
  });
});
