/** The shop's name is the merchant's: on every page, on the phone it is installed on, and in the feed. */
import { expect, test } from '../with-shop.ts';
import { startShop, type ShopServer } from '../shop-server.ts';
import { ask } from './ask.ts';

const body = async (shop: ShopServer, path: string) => (await ask(shop, path)).body.toString();

test('a shop is called what its merchant calls it, and the demo what it calls itself', async ({ shop }) => {
  const named = await startShop({ SHOP_NAME: 'Ohm & Daughters', SEED: 'none' });
  try {
    for (const path of ['/', '/cart', '/privacy', '/no-such-page', '/feeds/google.xml']) {
      const text = await body(named, path);
      expect(text, path).toContain('Ohm &amp; Daughters');
      expect(text, path).not.toContain('Cone');
    }
    const manifest = JSON.parse(await body(named, '/manifest.webmanifest')) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      name: 'Ohm & Daughters',
      short_name: 'Ohm & Daughters',
      display: 'standalone',
    });
    expect(manifest).not.toHaveProperty('screenshots');
    const demo = JSON.parse(await body(shop, '/manifest.webmanifest')) as Record<string, unknown>;
    expect(demo).toMatchObject({ name: 'Cone & Coil' });
    expect(demo['screenshots']).toHaveLength(5);
    expect(await body(shop, '/no-such-page')).toContain('Cone &amp; Coil');
  } finally {
    await named.remove();
  }
});
