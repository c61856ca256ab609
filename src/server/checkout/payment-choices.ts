/** The ways to pay this shop offers now. */
import type { PaymentChoice } from '#domain/pricing/payment-choice.ts';
import type { Shop } from '#server/shop.ts';

const INVOICE: PaymentChoice = {
  id: 'invoice',
  name: 'Invoice',
  about: 'Comes with the parcel, due 14 days after it arrives.',
};

export function paymentChoices(_shop: Shop): readonly PaymentChoice[] {
  return [INVOICE];
}
