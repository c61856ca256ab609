import { expect, it, vi } from 'vitest';
import { importProducts } from '#server/catalog/import/import-products.ts';
import type { ImportItem } from '#server/catalog/import/import-product.ts';
import { watchGenerations } from '#server/catalog/generations/watch.ts';
import { openShop } from '#server/shop.ts';
import { eachDatabase } from './each-database.ts';

const one = (key: string): ImportItem[] => [
  {
    kind: 'product',
    product: {
      key,
      title: key,
      vendor: '',
      partNumber: '',
      summary: '',
      html: '',
      category: [],
      tags: [],
      options: [],
      variants: [
        { sku: '', options: [], unitPrice: 1, breaks: [], minimum: 1, multiple: 1, backorder: true },
      ],
      pictures: [],
      attributes: [],
      onSale: true,
    },
  },
];

eachDatabase('watchGenerations', (open) => {
  it('hears what this process and another one publish, once each and rising', async () => {
    const { shop } = await open();
    const heard: number[] = [];
    const stop = await watchGenerations(shop, (generation) => heard.push(generation));
    await importProducts(shop, 'here', one('a'), { apply: true });
    expect(heard).toEqual([1]);
    const beside = await openShop(shop.settings);
    await importProducts(beside, 'there', one('b'), { apply: true });
    await vi.waitFor(() => expect(heard).toEqual([1, 2]), 5_000);
    await stop();
    await importProducts(beside, 'there', one('c'), { apply: true });
    await beside.close();
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(heard).toEqual([1, 2]);
  });
});
