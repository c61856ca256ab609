/** What happens to kept pages when the catalog changes under the running shop, and to visitors when its database breaks. */
import type { HomeAnswer } from '#protocol/catalog.ts';
import { readSettings } from '#server/settings/settings.ts';
import { openShop, type Shop } from '#server/shop.ts';
import { startShop, type ShopServer } from '../shop-server.ts';
import { expect, test } from '../with-shop.ts';
import { ask } from './ask.ts';

/** Works on the database of a running shop, as another process does. */
async function beside(server: ShopServer, work: (shop: Shop) => Promise<void>): Promise<void> {
  const shop = await openShop(readSettings({ SHOP_DIR: server.folder, SEED: 'none' }));
  try {
    await work(shop);
  } finally {
    await shop.close();
  }
}

async function firstSlug(server: ShopServer): Promise<string> {
  const home = JSON.parse((await ask(server, '/api/catalog/home')).body.toString()) as HomeAnswer;
  return home.featured[0]!.slug;
}

test('a page kept before another process changed the catalog is not shown after it', async () => {
  const server = await startShop();
  try {
    const path = `/p/${await firstSlug(server)}`;
    for (let i = 0; i < 2; i++) expect((await ask(server, path)).status).toBe(200);
    await beside(server, (shop) =>
      shop.database.transaction(async (tx) => {
        await tx.updateTable('product_rows').set({ title: 'Renamed while it was open' }).execute();
        await tx
          .updateTable('shop')
          .set((eb) => ({ generation: eb('generation', '+', 1) }))
          .execute();
      }),
    );
    await expect
      .poll(async () => (await ask(server, path)).body.toString())
      .toContain('Renamed while it was open');
  } finally {
    await server.remove();
  }
});

test('a defect is one plain page with a number to tell, and no word of its cause', async () => {
  const server = await startShop();
  try {
    const slug = await firstSlug(server);
    await beside(server, (shop) =>
      shop.database.transaction(async (tx) => {
        await tx.schema.dropTable('slugs').execute();
        await tx.schema.dropView('products').execute();
        await tx
          .updateTable('shop')
          .set((eb) => ({ generation: eb('generation', '+', 1) }))
          .execute();
      }),
    );
    await expect.poll(async () => (await ask(server, `/p/${slug}`)).status).toBeGreaterThanOrEqual(500);
    const answer = await ask(server, `/p/${slug}`);
    const text = answer.body.toString();
    expect(text).not.toMatch(/no such table|sqlite|\.ts:|node_modules|at async/i);
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  } finally {
    await server.remove();
  }
});
