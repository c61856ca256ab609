/** Back after days away: what the shop changed meanwhile is said line by line, and nothing of it is applied by itself. */
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { addPart, expectQuantity, lineOf, partsOf, synced, type Part } from './cart-ways.ts';
import { expect, test } from './journey.ts';
import type { ShopServer } from './shop-server.ts';

const COLUMNS = ['unit_price', 'breaks', 'on_hand', 'stock_state', 'on_sale'] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], SQLInputValue>>;

/** While `then` runs these parts are as the shop has changed them. */
async function whileChanged(
  shop: ShopServer,
  changes: readonly (readonly [Part, (row: Row) => Row])[],
  then: () => Promise<void>,
): Promise<void> {
  const database = new DatabaseSync(join(shop.folder, 'shop.db'));
  database.exec('pragma busy_timeout = 5000');
  const write = database.prepare(
    `update variant_rows set ${COLUMNS.map((name) => `${name} = ?`).join(', ')} where id = ?`,
  );
  const read = database.prepare(`select ${COLUMNS.join(', ')} from variant_rows where id = ?`);
  const before = changes.map(([part]) => [part, read.get(part.variant) as Row] as const);
  const set = (part: Part, row: Row) => write.run(...COLUMNS.map((name) => row[name]!), part.variant);
  try {
    for (const [at, [part, change]] of changes.entries())
      set(part, { ...before[at]![1], ...change(before[at]![1]) });
    await then();
  } finally {
    for (const [part, row] of before) set(part, row);
    database.close();
  }
}

test('what changed while away is said line by line, and nothing is applied', async ({ shop, device }) => {
  const [dearer, cheaper, soldOut, withdrawn, broken, same] = partsOf(shop).slice(6) as [
    Part,
    Part,
    Part,
    Part,
    Part,
    Part,
  ];
  const phone = await device();
  let page = await (await phone.open()).newPage();
  for (const part of [dearer, cheaper, soldOut, withdrawn, broken, same]) await addPart(page, part);
  await page.goto('/cart');
  for (const n of [2, 3]) {
    await page.getByLabel(`More of ${broken.title}`).click();
    await expectQuantity(page, broken, n);
  }
  await synced(page);
  await phone.close();
  const price = (row: Row) => Number(row.unit_price);
  await whileChanged(
    shop,
    [
      [dearer, (row) => ({ unit_price: price(row) + 1_000_000, breaks: '[]' })],
      [cheaper, (row) => ({ unit_price: price(row) - 500_000, breaks: '[]' })],
      [soldOut, () => ({ on_hand: 0, stock_state: 'out' })],
      [withdrawn, () => ({ on_sale: 0 })],
      [broken, (row) => ({ breaks: JSON.stringify([{ from: 3, unitPrice: price(row) - 250_000 }]) })],
    ],
    async () => {
      page = await (await phone.open()).newPage();
      await page.goto('/cart');
      const notice = page.getByRole('region', { name: 'Changes since your last visit' });
      await expect(notice.getByRole('heading')).toHaveText(/^5 changes since you looked earlier today\.$/);
      await expect(notice.getByRole('listitem')).toHaveText([
        new RegExp(`^${RegExp.escape(dearer.title)} costs \\$1\\.00 more: .* each\\.$`),
        new RegExp(`^${RegExp.escape(cheaper.title)} costs \\$0\\.50 less: .* each\\.$`),
        `${soldOut.title} is sold out.`,
        `${withdrawn.title} is no longer sold.`,
        new RegExp(`^${RegExp.escape(broken.title)} costs \\$0\\.25 less from 3 pieces: .* each\\.$`),
      ]);
      for (const part of [dearer, cheaper, soldOut, withdrawn, same]) await expectQuantity(page, part, 1);
      await expectQuantity(page, broken, 3);
      await expect(lineOf(page, withdrawn)).toContainText('It will not be part of an order.');
      // Said until it was read, and then no more.
      await page.reload();
      await notice.getByRole('button', { name: 'I have seen this' }).click();
      await expect(notice).toHaveCount(0);
      await page.reload();
      await expectQuantity(page, same, 1);
      await expect(notice).toHaveCount(0);
      await phone.close();
    },
  );
});
