import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currencyOf } from '#domain/money/money.ts';
import { priceQuote, type PricedLine, type QuoteInput } from './price-quote.ts';
import { firstDelivery, NO_TAX, type Coupon, type OfferedCoupon, type TaxTable } from './tables.ts';

const USD = currencyOf('USD');
const line = (id: number, n: number, unitPrice: number, more: Partial<PricedLine> = {}): PricedLine => ({
  variant: { id, unitPrice, breaks: [], weight: 100 },
  n,
  taxClass: 'standard',
  ...more,
});
const input = (more: Partial<QuoteInput>): QuoteInput => ({
  currency: USD,
  lines: [line(1, 2, 24_100_000)],
  destination: { country: 'US', region: '', postalCode: '' },
  coupons: [],
  delivery: firstDelivery(100),
  tax: NO_TAX,
  at: 1000,
  ...more,
});
const offered = (coupon: Partial<Coupon> & Pick<Coupon, 'code' | 'kind'>, used = 0): OfferedCoupon => ({
  code: coupon.code,
  coupon: { name: coupon.code, minimum: 0, combines: true, value: 0, ...coupon } as Coupon,
  used,
  usedByCustomer: 0,
});

const VAT: TaxTable = {
  source: 'test',
  pricesIncludeTax: true,
  classes: {},
  rates: [
    { name: 'VAT', country: 'DE', rate: 190_000, onDelivery: true },
    { name: 'VAT reduced', country: 'DE', class: 'reduced', rate: 70_000, onDelivery: true },
  ],
};
const SALES: TaxTable = {
  source: 'test',
  pricesIncludeTax: false,
  classes: {},
  rates: [
    { name: 'CA', country: 'US', region: 'CA', rate: 72_500, onDelivery: false },
    { name: 'City', country: 'US', region: 'CA', rate: 12_500, onDelivery: false },
  ],
};

test('a plain quote: goods, the first delivery, no tax', () => {
  const quote = priceQuote(input({}));
  expect(quote).toMatchObject({ subtotal: 4820, discount: 0, shipping: 790, tax: 0, total: 5610 });
  expect(quote.delivery).toMatchObject({ method: 'standard', because: 'rate', freeFrom: 25_000 });
  expect(quote.choices.map((c) => c.method)).toEqual(['standard', 'express', 'collection']);
});

test('breaks count both lines of one variant; a cheaper sale price holds while it holds', () => {
  const variant = { id: 1, unitPrice: 2700, breaks: [{ from: 100, unitPrice: 1900 }], weight: 1 };
  const lines = [
    { variant, n: 60, taxClass: 'standard' },
    { variant, n: 40, taxClass: 'standard' },
  ];
  expect(priceQuote(input({ lines })).lines.map((l) => [l.unitPrice, l.amount, l.because])).toEqual([
    [1900, 11, { rule: 'break', from: 100 }],
    [1900, 8, { rule: 'break', from: 100 }],
  ]);
  const sale = { unitPrice: 1000, from: 1000, until: 2000 };
  const on = (at: number) =>
    priceQuote(input({ at, lines: [{ variant, n: 1, taxClass: 'standard', sale }] }));
  expect(on(1999).lines[0]).toMatchObject({ unitPrice: 1000, because: { rule: 'sale', until: 2000 } });
  expect(on(2000).lines[0]?.unitPrice).toBe(2700);
});

test('delivery by weight and value: free from, too heavy for a step, a method that does not reach', () => {
  expect(priceQuote(input({ lines: [line(1, 1, 300_000_000)] })).delivery).toMatchObject({
    price: 0,
    because: 'free-from',
  });
  expect(priceQuote(input({ lines: [line(1, 300, 100_000)] })).shipping).toBe(2400);
  expect(priceQuote(input({ shipping: 'drone' })).delivery).toBeUndefined();
  expect(priceQuote(input({ shipping: 'collection' })).delivery).toMatchObject({
    price: 0,
    because: 'collection',
  });
  const zones = firstDelivery(100).zones.map((z) => ({ ...z, countries: ['DE'] }));
  expect(priceQuote(input({ delivery: { zones, unknownWeight: 1 } }))).toMatchObject({
    choices: [],
    shipping: 0,
  });
});

test('tax added: each rate once over everything it applies to; tax inside: taken out of the gross', () => {
  const added = priceQuote(
    input({
      tax: SALES,
      destination: { country: 'us', region: ' ca', postalCode: '' },
      lines: [line(1, 3, 3_330_000)],
    }),
  );
  expect(added.taxes.map((t) => [t.name, t.base, t.amount])).toEqual([
    ['CA', 999, 72],
    ['City', 999, 12],
  ]);
  expect(added.total).toBe(999 + 790 + 84);
  const inside = priceQuote(input({ tax: VAT, destination: { country: 'DE', region: '', postalCode: '' } }));
  expect(inside.taxes[0]?.amount).toBe(Math.round((5610 * 19) / 119));
  expect(inside.total).toBe(5610);
});

test('exempt goods and other classes', () => {
  const lines = [
    line(1, 1, 10_000_000, { taxClass: 'exempt' }),
    line(2, 1, 10_000_000, { taxClass: 'reduced' }),
  ];
  const quote = priceQuote(
    input({
      lines,
      tax: VAT,
      shipping: 'collection',
      destination: { country: 'DE', region: '', postalCode: '' },
    }),
  );
  expect(quote.lines.map((l) => l.tax)).toEqual([0, 65]);
});

test('coupons: each refusal has its reason, what is left is said', () => {
  const reasons = (c: OfferedCoupon) => priceQuote(input({ coupons: [c] })).coupons[0];
  expect(reasons({ code: 'X', used: 0, usedByCustomer: 0 })?.refused).toBe('unknown');
  expect(reasons(offered({ code: 'A', kind: 'amount', value: 5, until: 1000 }))?.refused).toBe('expired');
  expect(reasons(offered({ code: 'A', kind: 'amount', value: 5, from: 1001 }))?.refused).toBe('not-yet');
  expect(reasons(offered({ code: 'A', kind: 'amount', value: 5, limit: 2 }, 2))?.refused).toBe('used-up');
  expect(reasons(offered({ code: 'A', kind: 'amount', value: 5, minimum: 5000 }))).toMatchObject({
    refused: 'minimum',
    missing: 180,
  });
  const two = priceQuote(
    input({
      coupons: [
        offered({ code: 'B', kind: 'percent', value: 1e5 }),
        offered({ code: 'A', kind: 'amount', value: 9, combines: false }),
      ],
    }),
  );
  expect(two.coupons.map((c) => [c.code, c.refused])).toEqual([
    ['B', 'not-combinable'],
    ['A', undefined],
  ]);
  expect(priceQuote(input({ coupons: [offered({ code: 'F', kind: 'free-delivery' })] }))).toMatchObject({
    shipping: 0,
    coupons: [{ code: 'F', amount: 790 }],
    delivery: { because: 'coupon', fullPrice: 790 },
  });
});

const anyLine = fc
  .record({
    id: fc.integer({ min: 1, max: 6 }),
    n: fc.integer({ min: 1, max: 9_999_999 }),
    unitPrice: fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 900_000_000 })),
    from: fc.integer({ min: 2, max: 200 }),
    taxClass: fc.constantFrom('standard', 'reduced', 'exempt'),
  })
  .map(({ id, n, unitPrice, from, taxClass }): PricedLine => ({
    variant: { id, unitPrice, breaks: [{ from, unitPrice: Math.floor(unitPrice / 2) }] },
    n,
    taxClass,
  }));
const anyCoupon = fc.record({
  code: fc.constantFrom('A', 'B', 'C', 'D'),
  kind: fc.constantFrom('percent', 'amount', 'free-delivery'),
  value: fc.integer({ min: 0, max: 1_000_000 }),
  minimum: fc.integer({ min: 0, max: 10_000 }),
  combines: fc.boolean(),
});
const anyInput = fc
  .record({
    code: fc.constantFrom('JPY', 'USD', 'KWD'),
    lines: fc.array(anyLine, { minLength: 1, maxLength: 12 }),
    coupons: fc.array(anyCoupon, { maxLength: 4 }),
    tax: fc.constantFrom(VAT, SALES, NO_TAX),
    destination: fc.constantFrom(
      { country: 'DE', region: '', postalCode: '1' },
      { country: 'US', region: 'CA', postalCode: '9' },
    ),
    shipping: fc.constantFrom(undefined, 'express', 'collection'),
  })
  .map(({ code, coupons, shipping, ...more }) =>
    input({
      ...more,
      ...(shipping && { shipping }),
      currency: currencyOf(code),
      coupons: coupons.map((c) => offered(c as Coupon)),
    }),
  );

test('the parts sum to the total to the last cent, in currencies with 0, 2 and 3 decimals', () => {
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  fc.assert(
    fc.property(anyInput, (given) => {
      const quote = priceQuote(given);
      for (const line of quote.lines)
        for (const part of [line.amount, line.discount, line.tax]) expect(part).toBeGreaterThanOrEqual(0);
      expect(sum(quote.lines.map((l) => l.amount))).toBe(quote.subtotal);
      expect(sum(quote.lines.map((l) => l.discount))).toBe(quote.discount);
      expect(sum(quote.lines.map((l) => l.tax)) + (quote.delivery?.tax ?? 0)).toBe(quote.tax);
      expect(sum(quote.taxes.map((t) => t.amount))).toBe(quote.tax);
      expect(quote.shipping).toBe(quote.delivery?.price ?? 0);
      expect(quote.discount).toBeLessThanOrEqual(quote.subtotal);
      expect(quote.total).toBe(
        quote.subtotal - quote.discount + quote.shipping + (quote.pricesIncludeTax ? 0 : quote.tax),
      );
      const freed = quote.delivery?.because === 'coupon' ? quote.delivery.fullPrice : 0;
      expect(sum(quote.coupons.map((c) => c.amount))).toBe(quote.discount + freed);
      expect(Number.isSafeInteger(quote.total)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('the order in which coupons are given never matters', () => {
  fc.assert(
    fc.property(anyInput, fc.infiniteStream(fc.nat()), (given, noise) => {
      const unique = [...new Map(given.coupons.map((c) => [c.code, c])).values()];
      const shuffled = unique
        .map((c) => ({ c, at: noise.next().value ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ c }) => c);
      expect(priceQuote({ ...given, coupons: shuffled })).toEqual(priceQuote({ ...given, coupons: unique }));
    }),
  );
});
