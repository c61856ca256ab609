/** The short form of `npm run bench -- crash`: a few kills under load, nothing lost, nothing doubled. */
import { expect, test } from '../with-shop.ts';
import { startShop } from '../shop-server.ts';
import { crashUnderLoad } from './crash-under-load.ts';

test('kill -9 under load: no acknowledged order is lost, none is there twice', async () => {
  const server = await startShop({ RATE_ORDERS: '10000000', RATE_WRITES: '10000000' });
  try {
    const report = await crashUnderLoad(server, 4, () => 400 + Math.random() * 600);
    expect(report.cut).toBeGreaterThan(0);
    expect(report.acknowledged).toBeGreaterThan(0);
    expect(report).toMatchObject({ lost: 0, extra: 0, differing: 0, unsound: [] });
  } finally {
    await server.remove();
  }
});
