/** What pages say of stock follows the counts, in one generation, and never for a mere count. */
import { expect, it } from 'vitest';
import { refreshStockStates } from '#server/stock/refresh-states.ts';
import { examine } from '#server/backup/doctor.ts';
import { eachDatabase } from './each-database.ts';
import { WOOFER, buy, stockShelves } from './small-shop.ts';

eachDatabase('stock states', (open) => {
  it('raise the generation only when in, low or out changes', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    await refreshStockStates(shop);
    const generation = async () =>
      (await shop.database.read.selectFrom('shop').select('generation').executeTakeFirstOrThrow()).generation;
    const start = await generation();
    await buy(shop, [{ variant: WOOFER.id, n: 1 }]);
    expect(await refreshStockStates(shop)).toBe(0);
    expect(await generation()).toBe(start);
    await buy(shop, [{ variant: WOOFER.id, n: 2 }]);
    expect(await refreshStockStates(shop)).toBe(1);
    expect(await generation()).toBe(start + 1);
    const row = await shop.database.read
      .selectFrom('variants')
      .innerJoin('products', 'products.id', 'variants.product_id')
      .select(['variants.stock_state', 'products.generation'])
      .where('variants.id', '=', WOOFER.id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ stock_state: 'low', generation: start + 1 });
    expect((await examine(shop)).filter((finding) => !finding.isWell)).toEqual([]);
  });
});
