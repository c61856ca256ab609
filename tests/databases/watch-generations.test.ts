import { expect, it, vi } from 'vitest';
import { watchGenerations } from '#server/catalog/generations/watch.ts';
import { openShop } from '#server/shop.ts';
import { apply, part } from './catalog-part.ts';
import { eachDatabase } from './each-database.ts';

eachDatabase('watchGenerations', (open) => {
  it('hears what this process and another one publish, once each and rising', async () => {
    const { shop } = await open();
    const heard: number[] = [];
    const stop = await watchGenerations(shop, (generation) => heard.push(generation));
    await apply(shop, part('a'));
    expect(heard).toEqual([1]);
    const beside = await openShop(shop.settings);
    await apply(beside, part('b'));
    await vi.waitFor(() => expect(heard).toEqual([1, 2]), 5_000);
    await stop();
    await apply(beside, part('c'));
    await beside.close();
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(heard).toEqual([1, 2]);
  });
});
