/** Who sells, as papers say it: the shop's name, and what the merchant set for invoices. */
import { readShopName } from '#server/shop-name.ts';
import type { Shop } from '#server/shop.ts';

export interface Seller {
  readonly name: string;
  /** A line each; empty where it is not set. */
  readonly address: readonly string[];
  /** With its name: "VAT ID ATU12345678"; '' where it is not set. */
  readonly taxNumber: string;
}

export async function readSeller(shop: Shop): Promise<Seller> {
  const { SHOP_ADDRESS, SHOP_TAX_NUMBER } = shop.settings;
  const address = SHOP_ADDRESS.split(';').map((line) => line.trim());
  return { name: await readShopName(shop), address: address.filter(Boolean), taxNumber: SHOP_TAX_NUMBER };
}
