/** One order as its page, letters and papers are given it, with everything in it that must be escaped or told apart. */
import { currencyOf } from '#domain/money/money.ts';
import type { OrderAnswer } from '#protocol/order.ts';

const currency = currencyOf('EUR');

export const ORDER: OrderAnswer = {
  number: '7K2F-9QXD',
  placedAt: Date.UTC(2026, 2, 2),
  progress: 'placed',
  money: 'due',
  payment: 'invoice',
  currency,
  lines: [
    {
      variant: 1,
      sku: 'W-165',
      title: 'Woofer <165>',
      options: ['8 Ω'],
      quantity: 1_200,
      unitPrice: 2_700,
      total: 324,
      note: 'bag & label "A"',
    },
    {
      variant: 2,
      sku: 'C',
      title: 'Coil',
      options: [],
      quantity: 1,
      unitPrice: 5_000_000,
      total: 500,
      note: '',
    },
  ],
  quote: {
    currency,
    lines: [],
    subtotal: 824,
    coupons: [{ code: 'HELLO', name: 'To begin with', amount: 24 }],
    discount: 24,
    choices: [],
    shipping: 790,
    taxes: [{ name: 'VAT', rate: 200_000, base: 1590, amount: 265 }],
    tax: 265,
    pricesIncludeTax: true,
    total: 1590,
  },
  total: 1590,
  paid: 0,
  refunded: 0,
  contact: { name: 'Anna <b>', email: 'anna@example.org', phone: '+43 1' },
  address: { street: 'Lange Gasse 7', city: 'Wien', postalCode: '1080', region: '', country: 'AT' },
  events: [],
  shipments: [],
  mayCancel: true,
  mayReturn: false,
};
