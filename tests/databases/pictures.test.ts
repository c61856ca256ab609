/** From an address in an import to a picture on the page: fetched once, shown by a generation, refused for good where it must be. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ImportItem } from '#server/catalog/import/import-product.ts';
import { importProducts } from '#server/catalog/import/import-products.ts';
import type { FetchPorts } from '#server/catalog/pictures/fetch-bytes.ts';
import { readPicture } from '#server/catalog/pictures/read-picture.ts';
import { fetchRound } from '#server/catalog/pictures/start-pictures.ts';
import { readProduct } from '#server/catalog/read/read-product.ts';
import { eachDatabase } from './each-database.ts';

const ports: FetchPorts = {
  resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  isPublic: (address) => address === '127.0.0.1',
  isAllowedPort: () => true,
};

function item(key: string, ...addresses: string[]): ImportItem {
  return {
    kind: 'product',
    product: {
      ...{
        key,
        slug: key,
        title: `Part ${key}`,
        vendor: '',
        partNumber: '',
        summary: '',
        html: '',
        tags: [],
        options: [],
      },
      category: ['Parts'],
      variants: [
        {
          sku: key,
          options: [],
          unitPrice: 1e6,
          breaks: [],
          minimum: 1,
          multiple: 1,
          onHand: 1,
          backorder: false,
        },
      ],
      pictures: addresses.map((address) => ({ address, alt: 'from the side' })),
      attributes: [],
      onSale: true,
    },
  };
}

eachDatabase('pictures', (open) => {
  let server: Server;
  let asked: string[];
  let at: string;
  beforeEach(async () => {
    asked = [];
    const picture = await sharp({ create: { width: 400, height: 300, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url?.startsWith('/good')) response.end(picture);
      else if (request.url === '/busy') response.writeHead(503).end();
      else response.end('<svg xmlns="http://www.w3.org/2000/svg"/>');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    at = `http://pictures.example:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => server.close());

  it('arrive once, appear on the page by a generation, and are never asked for again', async () => {
    const { shop, clock } = await open();
    const items = [item('a', `${at}/good.png`, `${at}/drawn.svg`), item('b', `${at}/good.png`, `${at}/busy`)];
    await importProducts(shop, 'test', items, { apply: true });
    const seen = { generation: 0, shownAt: 0 };
    for (let i = 0; i < 6; i++) await fetchRound(shop, seen, ports);
    expect(asked.sort()).toEqual(['/busy', '/drawn.svg', '/good.png']);

    const answer = await readProduct(shop, 'a');
    expect(answer.ok && answer.answer.product.pictures).toMatchObject([
      { alt: 'from the side', width: 400, height: 300 },
    ]);
    const { generation } = await shop.database.read
      .selectFrom('shop')
      .select('generation')
      .executeTakeFirstOrThrow();
    expect(generation).toBe(2);
    const rows = await shop.database.read
      .selectFrom('picture_fetches')
      .select(['address', 'state', 'reason'])
      .orderBy('address')
      .execute();
    expect(rows.map((row) => [row.address.slice(at.length), row.state, row.reason])).toEqual([
      ['/busy', 'waiting', 'status'],
      ['/drawn.svg', 'refused', 'not-a-picture'],
      ['/good.png', 'shown', null],
    ]);

    // The same file again, and a restart: nothing to fetch but what may yet succeed, and that later.
    await importProducts(shop, 'test', items, { apply: true });
    const later = { generation: 0, shownAt: 0 };
    await fetchRound(shop, later, ports);
    expect(asked).toHaveLength(3);
    clock.advance(61_000);
    await fetchRound(shop, later, ports);
    expect(asked).toHaveLength(4);
  });

  it('lie under their own names, and no other name leads anywhere', async () => {
    const { shop } = await open();
    await importProducts(shop, 'test', [item('a', `${at}/good.png`)], { apply: true });
    const seen = { generation: 0, shownAt: 0 };
    for (let i = 0; i < 3; i++) await fetchRound(shop, seen, ports);
    const files = await readdir(join(shop.settings.SHOP_DIR, 'pictures'));
    expect(files.length).toBe(6);
    expect(await readPicture(shop, files[0]!)).toMatchObject({
      type: expect.stringMatching(/^image\/(webp|avif)$/),
    });
    for (const name of [
      '../shop.db',
      '..%2fshop.db',
      `../pictures/${files[0]}`,
      'a.webp',
      `${files[0]}.part`,
      '',
    ])
      expect(await readPicture(shop, name)).toBeUndefined();
  });
});
