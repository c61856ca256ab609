/** What a device gets with the manifest to estimate a total by itself: delivery, tax and ways to pay; coupons never leave the server. */
import type { ManifestAnswer } from '#protocol/catalog.ts';
import { loadPricingTables } from '#server/pricing/pricing-tables.ts';
import type { Shop } from '#server/shop.ts';
import { paymentChoices } from './payment-choices.ts';

export async function readDevicePricing(shop: Shop): Promise<NonNullable<ManifestAnswer['pricing']>> {
  const { delivery, tax } = await loadPricingTables(shop, shop.database.read);
  return {
    delivery,
    tax,
    destination: { country: shop.settings.COUNTRY, region: '', postalCode: '' },
    payments: paymentChoices(shop),
  };
}
