/** While an import lays, publishes and settles, buyers go on buying: no sale is lost, and nothing is sold that is not there. */
import { expect, it } from 'vitest';
import { settle } from '#server/catalog/import/settle.ts';
import { refreshStockStates } from '#server/stock/refresh-states.ts';
import { giveStock, takeStock } from '#server/stock/take-stock.ts';
import type { Shop } from '#server/shop.ts';
import { bring, dearer, expectWell, expectWhole, old, publishOnly } from './dearer-file.ts';
import { eachDatabase } from './each-database.ts';
import { watched } from './watched.ts';

async function onHand(shop: Shop, sku: string): Promise<{ id: number; count: number; state: string }> {
  const row = await shop.database.read
    .selectFrom('variants')
    .select(['id', 'on_hand', 'stock_state'])
    .where('sku', '=', sku)
    .executeTakeFirstOrThrow();
  return { id: row.id, count: row.on_hand, state: row.stock_state };
}

const why = { reason: 'order', source: 'test', at: 0 } as const;

const take = async (shop: Shop, sku: string, n: number) => {
  const { id } = await onHand(shop, sku);
  return shop.database.transaction((tx) => takeStock(tx, [{ variant: id, n }], why));
};

eachDatabase('laying while the shop sells', (open) => {
  it('loses no sale, whatever the import is doing', async () => {
    const { shop } = await open();
    await bring(shop, old(1_000));
    // The new file does not count P3, and counts 25 of P5.
    const sold = { before: 0, after: 0 };
    const buying = watched(shop, async () => {
      const { generation } = await shop.database.read
        .selectFrom('shop')
        .select('generation')
        .executeTakeFirstOrThrow();
      for (const sku of ['P3', 'P5']) {
        const { id } = await onHand(shop, sku);
        await shop.database.transaction(async (tx) => {
          expect(await takeStock(tx, [{ variant: id, n: 2 }], why)).toEqual({ ok: true });
          await giveStock(tx, [{ variant: id, n: 1 }], why);
        });
      }
      sold[generation === 1 ? 'before' : 'after'] += 1;
    });
    await bring(buying, dearer());
    expect(sold.before).toBeGreaterThan(4);
    expect(sold.after).toBeGreaterThan(3);
    expect((await onHand(shop, 'P3')).count).toBe(1_000 - sold.before - sold.after);
    expect((await onHand(shop, 'P5')).count).toBe(25 - sold.after);
    await expectWhole(shop);
  }, 60_000);

  it('loses no sale of buyers who come at the same time', async () => {
    const { shop } = await open();
    await bring(shop, old(1_000_000));
    let isDone = false;
    let sold = 0;
    const buyer = async () => {
      while (!isDone) {
        // The file counts neither; both at once, as orders do, so that rows are locked in one order.
        const ids = [(await onHand(shop, 'P3')).id, (await onHand(shop, 'P6')).id].sort((x, y) => x - y);
        const takes = ids.map((variant) => ({ variant, n: 1 }));
        expect(await shop.database.transaction((tx) => takeStock(tx, takes, why))).toEqual({ ok: true });
        // The file leaves 25, which may be gone.
        await take(shop, 'P5', 1);
        sold += 1;
        // SQLite answers at once: without this nobody else would come to turn.
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const importing = bring(shop, dearer()).finally(() => (isDone = true));
    await Promise.all([importing, buyer(), buyer(), buyer()]);
    expect(sold).toBeGreaterThan(10);
    expect((await onHand(shop, 'P3')).count).toBe(1_000_000 - sold);
    expect((await onHand(shop, 'P6')).count).toBe(1_000_000 - sold);
    const left = (await onHand(shop, 'P5')).count;
    expect(left >= 0 && left <= 25).toBe(true);
    await expectWhole(shop);
  }, 60_000);

  it('sells no more than the file left from its publication on', async () => {
    const { shop } = await open();
    await bring(shop, old());
    await publishOnly(shop, dearer());
    expect(await onHand(shop, 'P4')).toMatchObject({ count: 0, state: 'out' });
    expect(await take(shop, 'P4', 1)).toMatchObject({ ok: false });
    expect(await take(shop, 'P5', 11)).toEqual({ ok: true });
    expect(await take(shop, 'P5', 10)).toEqual({ ok: true });
    expect(await onHand(shop, 'P5')).toMatchObject({ count: 4, state: 'in' });
    await settle(shop);
    expect(await onHand(shop, 'P5')).toMatchObject({ count: 4, state: 'in' });
    await refreshStockStates(shop);
    expect(await onHand(shop, 'P5')).toMatchObject({ count: 4, state: 'low' });
    await expectWell(shop);
  }, 60_000);
});
