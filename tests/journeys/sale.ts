/** A sale as the merchant begins and ends one: by command, on a shop that goes on serving. */
import type { ManifestAnswer } from '#protocol/catalog.ts';
import { runCommand } from '../run-command.ts';
import type { Part } from './cart-ways.ts';
import { expect } from './journey.ts';
import { ask } from './server/ask.ts';
import { rowsOf } from './shop-rows.ts';
import type { ShopServer } from './shop-server.ts';

/** Runs `during` while the part costs half, and takes the sale away again. */
export async function withSale(shop: ShopServer, part: Part, during: () => Promise<void>): Promise<void> {
  const { sku, price } = skuAndPrice(shop, part);
  const sale = async (words: string) => {
    const ran = await runCommand(['sale', sku, words], { SHOP_DIR: shop.folder, LOG_LEVEL: 'error' });
    expect(ran.code).toBe(0);
    // The open shop hears of what another process published within a second.
    const [published] = rowsOf(shop, 'select generation from shop');
    const told = async () =>
      (JSON.parse((await ask(shop, '/api/catalog/manifest')).body.toString()) as ManifestAnswer).generation;
    await expect.poll(told).toBeGreaterThanOrEqual(Number(published!['generation']));
  };
  await sale(String(Math.floor(price / 2_000_000)));
  try {
    await during();
  } finally {
    await sale('none');
  }
}

function skuAndPrice(shop: ShopServer, part: Part): { sku: string; price: number } {
  const [row] = rowsOf(shop, 'select sku, unit_price from variants where id = ?', part.variant);
  return { sku: String(row!['sku']), price: Number(row!['unit_price']) };
}
