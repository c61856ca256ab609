/** What a merchant's file may hold runs nothing in a shopper's browser: a corpus of payloads in every field, on every page that shows it. */
import { importFile } from '#server/catalog/formats/import-file.ts';
import { undoGeneration } from '#server/catalog/import/undo-generation.ts';
import { readSettings } from '#server/settings/settings.ts';
import { openShop } from '#server/shop.ts';
import { expect, test } from './journey.ts';

const PAYLOADS = [
  '<script>window.ran=1</script>',
  '<img src=x onerror="window.ran=1">',
  '<svg onload="window.ran=1"><a xlink:href="javascript:window.ran=1">x</a></svg>',
  '<a href="javascript:window.ran=1">click</a>',
  '<a href="jav&#x09;ascript:window.ran=1">click</a>',
  '<iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.ran=1&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=window.ran=1>">',
  '<form action="javascript:window.ran=1"><button>go</button></form>',
  '<p style="background:url(javascript:window.ran=1)" onmouseover="window.ran=1">hover</p>',
  '<details open ontoggle="window.ran=1"><summary>x</summary></details>',
  '"><script>window.ran=1</script>',
  '</script><script>window.ran=1</script>',
  '--><script>window.ran=1</script><!--',
  "';window.ran=1;//",
  '{{constructor.constructor("window.ran=1")()}}',
  '</title></textarea><script>window.ran=1</script>',
  '\u2028window.ran=1//',
];

const COLUMNS =
  'Handle,Title,Body (HTML),Vendor,Product Category,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src,Image Alt Text,SEO Description,Datasheet (product.metafields.cartwright.datasheet)';

function fileOf(payloads: readonly string[]): string {
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = payloads.map((bad, n) =>
    [
      `bad-${n}`,
      `Bad ${n} ${bad}`,
      bad,
      bad,
      `Bad ${bad} > Worse`,
      bad,
      'true',
      bad,
      bad,
      bad,
      '1',
      bad,
      bad,
      bad,
      'javascript:window.ran=1',
      bad,
    ]
      .map(quote)
      .join(','),
  );
  return `${COLUMNS},${quote('<b onclick=x>Note</b> (product.metafields.custom.note)')}\n${rows.join('\n')}\n`;
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

test('payloads in every field of an import run nothing and load nothing', async ({ page, shop }) => {
  const beside = await openShop(readSettings({ SHOP_DIR: shop.folder, LOG_LEVEL: 'silent' }));
  try {
    const result = await importFile(
      beside,
      { name: 'bad.csv', bytes: once(fileOf(PAYLOADS)) },
      { apply: true },
    );
    if (!result.ok) throw new Error(result.message);
    expect(result.report.added).toBe(PAYLOADS.length);
    await page.waitForTimeout(1_500);
    for (let n = 0; n < PAYLOADS.length; n++) {
      await page.goto(`/p/bad-${n}`, { waitUntil: 'networkidle' });
      await expect(page.locator('h1').first()).toContainText(`Bad ${n}`);
      expect(await page.evaluate(() => 'ran' in window), PAYLOADS[n]).toBe(false);
      expect(await page.locator('a[href^="javascript" i], [onerror], [onload], iframe').count()).toBe(0);
    }
    const categories = await beside.database.read
      .selectFrom('categories')
      .select('path')
      .where('path', 'like', 'bad%')
      .execute();
    for (const { path } of categories.slice(0, 6)) {
      await page.goto(`/c/${path.split('/').map(encodeURIComponent).join('/')}`, {
        waitUntil: 'networkidle',
      });
      expect(await page.evaluate(() => 'ran' in window), path).toBe(false);
    }
    await page.goto('/p/bad-1');
    await page.getByRole('button', { name: 'Add to cart' }).first().click();
    await page.goto('/cart', { waitUntil: 'networkidle' });
    await expect(page.getByText('Bad 1').first()).toBeVisible();
    expect(await page.evaluate(() => 'ran' in window), 'cart').toBe(false);
    expect(await undoGeneration(beside, result.report.generation!)).toMatchObject({ ok: true });
  } finally {
    await beside.close();
  }
});
