import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportShopify } from '#server/catalog/export/export-shopify.ts';
import { googleFeed } from '#server/catalog/export/google-feed.ts';
import { importFile } from '#server/catalog/formats/import-file.ts';
import { fromSpreadsheet, toSpreadsheet } from '#server/catalog/formats/spreadsheet-cell.ts';
import { importProducts } from '#server/catalog/import/import-products.ts';
import { sanitiseHtml } from '#server/catalog/import/sanitise-html.ts';
import type { Shop } from '#server/shop.ts';
import { apply, items, part } from './catalog-part.ts';
import { eachDatabase } from './each-database.ts';
import { openTestShop } from './open-test-shop.ts';
import { hasShared, importShared, sharedFiles } from './shared-files.ts';

async function exported(shop: Shop): Promise<string> {
  return (await Array.fromAsync(exportShopify(shop))).join('');
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const again = (shop: Shop, text: string) =>
  importFile(shop, { name: 'again', bytes: once(text) }, { apply: true });

const nothing = { ok: true, report: { added: 0, changed: 0, restocked: 0, refusedInAll: 0 } };

eachDatabase('export', (open) => {
  it('is read again without a change, options, breaks, formulas and all', async () => {
    const { shop } = await open();
    const formula = '=HYPERLINK("http://evil")';
    const [plain] = part('x').variants;
    const sized = (size: string, more: object) => ({ ...plain!, sku: `-${size}`, options: [size], ...more });
    await importProducts(
      shop,
      'shopify',
      items(
        part('a', { slug: 'a', title: formula, vendor: "'=x", tags: ['+1', '@b'], partNumber: '-12' }),
        part('b', {
          slug: 'b',
          summary: 'a & b',
          html: '<p>a & b</p>',
          options: [{ name: 'Size', values: ['S', 'L'] }],
          variants: [
            sized('S', {
              breaks: [{ from: 10, unitPrice: 2_700 }],
              unitPrice: 12_345,
              minimum: 5,
              multiple: 5,
            }),
            sized('L', { compareAt: 9_000_000, weight: 12, barcode: '0123' }),
          ],
          pictures: [1, 2, 3].map((n) => ({ address: `https://p.example/${n}.jpg`, alt: `Side "${n}"` })),
          datasheet: 'https://d.example/b.pdf',
          onSale: false,
        }),
        part('c', { category: [], slug: 'c' }),
      ),
      { apply: true },
    );
    const text = await exported(shop);
    for (const line of text.split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=+@]/);
    expect(await again(shop, text)).toMatchObject({ ...nothing, report: { ...nothing.report, left: 3 } });
  });

  it('writes a Google feed that our own import reads', async () => {
    const { shop } = await open();
    await apply(shop, part('A', { title: 'A & <b>' }), part('B', {}, 2_700));
    const text = (await Array.fromAsync(googleFeed(shop, 'Cone & Coil'))).join('');
    expect(text).toContain('<g:price>0.0027 USD</g:price>');
    expect(await again(shop, text)).toMatchObject({ ok: true, format: 'google', report: { added: 2 } });
  });
});

describe('spreadsheet cells', () => {
  it('lose nothing and never begin a formula', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((s) => `'=${s}`),
          fc.string().map((s) => `-${s}`),
        ),
        (text) => {
          const cell = toSpreadsheet(text);
          expect(fromSpreadsheet(cell)).toBe(/^'+[=+\-@\t\r]/.test(cell) ? text : cell);
          expect(cell).not.toMatch(/^[=+@\t\r]|^-(?!\d+(\.\d+)?$)/);
        },
      ),
    );
  });

  it('sanitising twice is sanitising once', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<p>',
        '</p>',
        '<b>',
        '&amp;',
        '&',
        '<',
        '<script>',
        '<a href="x">',
        '<table><td>',
        '\n\n',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const first = sanitiseHtml(pieces.join(''));
        expect(sanitiseHtml(first)).toBe(first);
      }),
    );
  });
});

describe.skipIf(!hasShared)('Shopify files of ../shared/data', () => {
  it('exported and read again are "nothing changed"', async () => {
    for (const file of sharedFiles().filter((name) => name.startsWith('shopify'))) {
      await using opened = await openTestShop();
      expect((await importShared(opened.shop, file, true)).ok, file).toBe(true);
      expect(await again(opened.shop, await exported(opened.shop)), file).toMatchObject(nothing);
    }
  }, 60_000);
});
