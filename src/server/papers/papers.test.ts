import { expect, test } from 'vitest';
import { currencyOf } from '#domain/money/money.ts';
import type { OrderAnswer } from '#protocol/order.ts';
import { invoice } from './invoice.ts';
import { packingSlip } from './packing-slip.ts';

const currency = currencyOf('EUR');
const order: OrderAnswer = {
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
    coupons: [],
    discount: 24,
    choices: [],
    shipping: 790,
    taxes: [{ name: 'MwSt. 19 %', rate: 190_000, base: 1590, amount: 254 }],
    tax: 254,
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

test('a packing slip names every line with its note, where it goes, and no price', () => {
  const html = packingSlip(order, 'Cone & Coil');
  for (const text of [
    '7K2F-9QXD',
    '1,200',
    'Woofer &lt;165&gt;',
    '8 Ω',
    'W-165',
    'bag &amp; label &quot;A&quot;',
  ])
    expect(html).toContain(text);
  for (const text of [
    'Anna &lt;b&gt;',
    'Lange Gasse 7',
    '1080 Wien',
    'Austria',
    '+43 1',
    '2 lines, 1,201 pieces',
  ])
    expect(html).toContain(text);
  expect(html).not.toContain('€');
  expect(html).not.toContain('anna@example.org');
  expect(html).not.toMatch(/<b>|<script|src=|href=/);
});

test('an invoice shows each part of the total, and what came back', () => {
  const [first, second] = order.lines;
  const html = invoice({ ...order, lines: [first!, { ...second!, returned: 1 }] }, 'Cone & Coil');
  for (const text of ['€0.0027', '€3.24', '€8.24', '-€0.24', '€7.90', 'of which MwSt. 19 %', '€15.90'])
    expect(html).toContain(text);
  expect(html).toContain('Due 14 days after the parcel arrives');
  expect(html.match(/Sent back: 1/g)).toHaveLength(1);
});
