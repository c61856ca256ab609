/** How an order's money stands, in one sentence for its page. */
import { formatMinor, type Currency, type Minor } from '#domain/money/money.ts';
import { returnedSoFar } from '#domain/orders/return-value.ts';
import type { Money } from '#domain/orders/states.ts';
import type { Quote } from '#domain/pricing/quote.ts';

export interface PaidOrder {
  readonly money: Money;
  readonly payment: string;
  readonly currency: Currency;
  readonly quote: Quote;
  readonly lines: readonly { readonly returned?: number }[];
  readonly total: Minor;
  readonly paid: Minor;
  readonly refunded: Minor;
}

export function paidWords(order: PaidOrder): string {
  const money = (amount: number): string => formatMinor(amount, order.currency);
  const sentBack = returnedSoFar(order.quote, order.lines);
  switch (order.money) {
    case 'due':
      if (order.payment !== 'invoice') return 'Waiting for the payment.';
      return sentBack > 0
        ? `To be paid, without what you sent back: ${money(order.total - sentBack)}.`
        : 'To be paid by the invoice in the parcel.';
    case 'paying':
      return 'A payment was begun and has not arrived yet.';
    case 'paid':
      return order.total === 0 ? 'There was nothing to pay.' : `Paid: ${money(order.paid)}.`;
    case 'partly-refunded':
      return `Paid: ${money(order.paid)}, of which ${money(order.refunded)} was given back.`;
    case 'refunded':
      return `Given back: ${money(order.refunded)}, all that was paid.`;
    case 'void':
      return 'Nothing is to be paid.';
  }
}
