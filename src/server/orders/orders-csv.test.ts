import { expect, test } from 'vitest';
import type { ListedOrder } from './list-orders.ts';
import { ordersCsv, ordersCsvHead } from './orders-csv.ts';

test('one row a line, quoted, and no cell begins a formula', () => {
  const line = {
    variant: 1,
    sku: 'A',
    title: '=1+1',
    options: ['a', 'b'],
    quantity: 2,
    unitPrice: 5,
    total: 1,
    note: 'x "y"',
    returned: 0,
  };
  const order: ListedOrder = {
    number: '7K2F-9QXD',
    state: 'placed',
    money: 'due',
    placedAt: 0,
    currency: 'USD',
    subtotal: 1,
    discount: 0,
    shipping: 0,
    tax: 0,
    total: 1,
    paid: 0,
    refunded: 0,
    contact: { email: 'a@b.c', name: '@SUM(A1), Ltd' },
    address: { street: 's', city: 'c', country: 'AT' },
    delivery: 'standard',
    payment: 'invoice',
    lines: [line, { ...line, title: 'Wire' }],
  };
  const [first, second, end] = ordersCsv([order]).split('\r\n');
  expect(ordersCsvHead).toMatch(/^order,placed_at.*\r\n$/);
  expect(first).toContain(`,"'@SUM(A1), Ltd",`);
  expect(first).toContain(",'=1+1,a / b,2,5,1,");
  expect(first).toContain('"x ""y"""');
  expect(second).toContain(',Wire,');
  expect(end).toBe('');
});
