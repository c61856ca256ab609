import { expect, test } from 'vitest';
import { taxesFor } from './tax.ts';
import type { TaxTable } from './tables.ts';

/** Two taxes in every price; one of them is not taken of delivery. */
const BOTH: TaxTable = {
  source: 'test',
  pricesIncludeTax: true,
  classes: {},
  rates: [
    { name: 'State', country: 'XX', rate: 100_000, onDelivery: true },
    { name: 'Levy', country: 'XX', rate: 100_000, onDelivery: false },
  ],
};

test('an inclusive price holds only the rates that apply to it', () => {
  const taxes = taxesFor(
    BOTH,
    { country: 'XX', region: '', postalCode: '' },
    [{ taxClass: 'standard', amount: 12_000 }],
    11_000,
  );
  // 120.00 hold 10.00 and 10.00; 110.00 of delivery hold 10.00 of the one that applies to it.
  expect(taxes.taxes.map(({ name, amount }) => [name, amount])).toEqual([
    ['State', 2_000],
    ['Levy', 1_000],
  ]);
  expect(taxes).toMatchObject({ total: 3_000, ofLines: [2_000], ofDelivery: 1_000 });
});
