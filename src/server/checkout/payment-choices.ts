/** The ways to pay this shop offers now. */
import type { PaymentChoice } from '#domain/pricing/payment-choice.ts';
import { offeredProviders } from '#server/payments/providers.ts';
import type { Shop } from '#server/shop.ts';

const INVOICE: PaymentChoice = {
  id: 'invoice',
  name: 'Invoice',
  about: 'Comes with the parcel, due 14 days after it arrives.',
};

export function paymentChoices(shop: Shop): readonly PaymentChoice[] {
  return [INVOICE, ...offeredProviders(shop).map((provider) => provider.choice)];
}
