/** The ways to pay this shop offers now. */
import type { Minor } from '#domain/money/money.ts';
import type { PaymentChoice } from '#domain/pricing/payment-choice.ts';
import { offeredProviders } from '#server/payments/providers.ts';
import type { Shop } from '#server/shop.ts';

const INVOICE: PaymentChoice = {
  id: 'invoice',
  name: 'Invoice',
  about: 'Comes with the parcel, due 14 days after it arrives.',
};

/** With a total: those that take it. Nothing to pay goes by any of them. */
export function paymentChoices(shop: Shop, total: Minor = 0): readonly PaymentChoice[] {
  const takers = offeredProviders(shop).filter(
    (provider) => total === 0 || provider.takes(total, shop.currency),
  );
  return [INVOICE, ...takers.map((provider) => provider.choice)];
}
