/** Placing an order, on both databases: once for one key, never another total than the one confirmed, every difference named. */
import { expect, it } from 'vitest';
import type { Difference } from '#domain/pricing/difference.ts';
import type { ChangedProblem, PlacedAnswer } from '#protocol/checkout.ts';
import { problemName } from '#protocol/problems.ts';
import { cancelCheckout, getCheckout } from '#server/checkout/status.ts';
import { listCoupons, saveCoupons } from '#server/pricing/coupons.ts';
import { savePricingTable } from '#server/pricing/pricing-tables.ts';
import type { Shop } from '#server/shop.ts';
import { eachDatabase } from './each-database.ts';
import {
  ANNA,
  CAPACITOR,
  WIRE,
  WOOFER,
  buy,
  countOf,
  freshDot,
  freshId,
  intentFrom,
  onHand,
  quoteFor,
  send,
  stockShelves,
} from './small-shop.ts';

const one = [{ variant: WOOFER.id, n: 1 }];
const kinds = (body: string): string[] => differences(body).map((d) => d.kind);
const differences = (body: string): readonly Difference[] => (JSON.parse(body) as ChangedProblem).differences;
const setPrice = (shop: Shop, variant: number, unit_price: number) =>
  shop.database.transaction((tx) =>
    tx.updateTable('variant_rows').set({ unit_price }).where('id', '=', variant).execute(),
  );

eachDatabase('placing an order', (open) => {
  it('writes order, lines, stock, ledger, jobs and key as one, and repeats give the same bytes', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const lines = [
      { variant: CAPACITOR.id, n: 150 },
      { variant: WOOFER.id, n: 2 },
    ];
    const intent = intentFrom(await quoteFor(shop, lines));
    const first = await send(shop, intent);
    const again = await send(shop, intent);
    expect(first.status).toBe(201);
    expect(again).toEqual({ ...first, replayed: true });
    const placed = JSON.parse(first.body) as PlacedAnswer;
    expect(placed).toMatchObject({ state: 'placed', checkoutId: intent.checkoutId, total: intent.total });
    expect(placed.number).toMatch(/^[2-9C-X]{4}-[2-9C-X]{4}$/);
    expect(placed.link).toMatch(/^\/orders\/[\w-]{22}$/);
    expect(await onHand(shop, WOOFER.id)).toBe(3);
    expect(await onHand(shop, CAPACITOR.id)).toBe(9_850);
    expect(await countOf(shop, 'orders')).toBe(1);
    expect(await countOf(shop, 'order_lines')).toBe(2);
    expect(await countOf(shop, 'jobs')).toBe(2);
    expect(await countOf(shop, 'stock_moves')).toBe(3 + 2);
    const secret = placed.link.slice('/orders/'.length);
    const rows = JSON.stringify(await shop.database.read.selectFrom('checkouts').selectAll().execute());
    expect(rows).not.toContain(secret);
  });

  it('makes one order of 50 parallel requests with one key', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const intent = intentFrom(await quoteFor(shop, one));
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(shop, intent)));
    expect(new Set(answers.map((a) => `${a.status} ${a.body}`)).size).toBe(1);
    expect(await countOf(shop, 'orders')).toBe(1);
    expect(await onHand(shop, WOOFER.id)).toBe(4);
  });

  it('never sells the last piece twice', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const quote = await quoteFor(shop, one);
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(shop, intentFrom(quote))));
    expect(answers.filter((a) => a.status === 201)).toHaveLength(5);
    for (const lost of answers.filter((a) => a.status !== 201))
      expect(kinds(lost.body)).toEqual(['out-of-stock']);
    expect(await onHand(shop, WOOFER.id)).toBe(0);
  });

  it('refuses a key for another request, a missing key, a wrong field, and stores nothing of them', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const intent = intentFrom(await quoteFor(shop, one));
    await send(shop, intent);
    const reuse = await send(shop, { ...intent, createdAt: 1 });
    expect([reuse.status, problemName(JSON.parse(reuse.body))]).toEqual([422, 'key-reuse']);
    const { placeOrder } = await import('#server/checkout/place-order.ts');
    expect((await placeOrder(shop, { key: null, body: intent, cart: '' })).status).toBe(400);
    const wrong = { ...intent, checkoutId: freshId(), contact: { ...ANNA, email: 'nobody' } };
    const invalid = await send(shop, wrong);
    expect(invalid.status).toBe(400);
    expect(JSON.parse(invalid.body)).toMatchObject({ errors: [{ field: 'contact.email' }] });
    expect((await getCheckout(shop, wrong.checkoutId)).state).toBe('none');
    const future = await placeOrder(shop, { key: wrong.checkoutId, body: { ...wrong, v: 2 }, cart: '' });
    expect(problemName(JSON.parse(future.body))).toBe('upgrade');
  });

  it('names every difference at once, with a new quote that can be accepted', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const lines = [...one, { variant: CAPACITOR.id, n: 10 }, { variant: WIRE.id, n: 5 }];
    const seen = await quoteFor(shop, lines);
    await setPrice(shop, CAPACITOR.id, 900_000);
    await shop.database.transaction(async (tx) => {
      await tx.updateTable('variant_rows').set({ on_hand: 0 }).where('id', '=', WOOFER.id).execute();
      await tx.updateTable('variant_rows').set({ on_sale: 0 }).where('id', '=', WIRE.id).execute();
    });
    const { quoteId: _, ...unquoted } = intentFrom(seen);
    const answer = await send(shop, unquoted);
    expect(answer.status).toBe(422);
    expect(kinds(answer.body).sort()).toEqual(['out-of-stock', 'price', 'withdrawn']);
    expect(await send(shop, unquoted)).toEqual({ ...answer, replayed: true });
    expect((await getCheckout(shop, unquoted.checkoutId)).state).toBe('attention');
    const { quote } = JSON.parse(answer.body) as ChangedProblem;
    expect(quote?.quote.lines.map((l) => [l.variant, l.unitPrice])).toEqual([[CAPACITOR.id, 900_000]]);
    expect((await send(shop, intentFrom(quote!))).status).toBe(201);
  });

  it('keeps the word of a quote for its minutes, and not after', async () => {
    const { shop, clock } = await open();
    await stockShelves(shop);
    const quote = await quoteFor(shop, one);
    await setPrice(shop, WOOFER.id, 60_000_000);
    expect((await send(shop, intentFrom(quote))).status).toBe(201);
    // A quote vouches only for the very thing it said.
    const other = intentFrom(quote, { lines: [{ variant: WOOFER.id, n: 2, unitPrice: WOOFER.price }] });
    expect(kinds((await send(shop, other)).body)).toContain('price');
    clock.advance(15 * 60_000);
    expect(kinds((await send(shop, intentFrom(quote))).body)).toEqual(['price']);
  });

  it('names tax, delivery and coupons that changed', async () => {
    const { shop, clock } = await open();
    await stockShelves(shop);
    await saveCoupons(shop, [
      { code: 'TEN', name: 'Ten', kind: 'percent', value: 100_000, minimum: 0, combines: true, limit: 1 },
    ]);
    const seen = await quoteFor(shop, one, { coupon: ['TEN'] });
    expect(seen.quote.discount).toBe(482);
    expect((await send(shop, intentFrom(seen))).status).toBe(201);
    expect(kinds((await send(shop, intentFrom(seen))).body)).toEqual(['coupon']);
    clock.advance(16 * 60_000);
    const rates = [{ name: 'USt', country: 'AT', rate: 200_000, onDelivery: true }];
    await savePricingTable(shop, 'tax', { source: 'test', pricesIncludeTax: false, rates, classes: {} });
    const method = { id: 'standard', name: 'Post', about: '', rates: [{ price: 1000 }] };
    await savePricingTable(shop, 'delivery', {
      unknownWeight: 1,
      zones: [{ name: 'AT', countries: ['AT'], methods: [method] }],
    });
    const late = await send(shop, intentFrom(seen));
    expect(kinds(late.body)).toEqual(['coupon', 'shipping', 'tax']);
  });

  it('asks before the same dots are ordered twice from one cart', async () => {
    const { shop, clock } = await open();
    await stockShelves(shop);
    const dots = [freshDot(), freshDot()];
    const quote = await quoteFor(shop, one);
    const placed = await send(shop, intentFrom(quote, { dots }), 'cart');
    clock.advance(180_000);
    const second = intentFrom(quote, { dots: dots.slice(1) });
    const asked = await send(shop, second, 'cart');
    const { number } = JSON.parse(placed.body) as PlacedAnswer;
    expect(differences(asked.body)).toMatchObject([{ kind: 'already-ordered', number, ago: 180_000 }]);
    expect((await send(shop, { ...second, checkoutId: freshId(), again: true }, 'cart')).status).toBe(201);
    expect((await send(shop, { ...second, checkoutId: freshId() }, 'other cart')).status).toBe(201);
  });

  it('lets two devices with one cart order at once only after asking one of them', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const dots = [freshDot()];
    const quote = await quoteFor(shop, one);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => send(shop, intentFrom(quote, { dots }), 'cart')),
    );
    expect(answers.map((a) => a.status).sort()).toEqual([201, 422, 422, 422]);
  });

  it('cancels what was not placed, also before it was ever seen, and never an order', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const intent = intentFrom(await quoteFor(shop, one));
    expect((await getCheckout(shop, intent.checkoutId)).state).toBe('none');
    expect((await cancelCheckout(shop, intent.checkoutId)).state).toBe('cancelled');
    const late = await send(shop, intent);
    expect(problemName(JSON.parse(late.body))).toBe('cancelled');
    expect(await onHand(shop, WOOFER.id)).toBe(5);
    const placed = await buy(shop, one);
    const status = await cancelCheckout(shop, placed.checkoutId);
    expect(status).toEqual({ v: 1, checkoutId: placed.checkoutId, state: 'placed', placed });
  });

  it('takes two lines of one stock together, and backordered goods below zero', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const woofers = { variant: WOOFER.id, n: 3, unitPrice: WOOFER.price };
    const quote = await quoteFor(shop, [
      { variant: WOOFER.id, n: 3 },
      { variant: WOOFER.id, n: 3 },
    ]);
    expect(quote.troubles).toMatchObject([{ kind: 'out-of-stock', wanted: 3, available: 2 }]);
    const greedy = intentFrom(quote, { lines: [woofers, woofers] });
    expect(kinds((await send(shop, greedy)).body)).toContain('out-of-stock');
    expect(await onHand(shop, WOOFER.id)).toBe(5);
    await buy(shop, [{ variant: WIRE.id, n: 10 }]);
    expect(await onHand(shop, WIRE.id)).toBe(-10);
  });

  it('a code given twice, in whatever letters, is used once', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const terms = { minimum: 0, combines: true, limit: 1, perCustomer: 1 };
    await saveCoupons(shop, [{ code: 'ONE', name: 'One', kind: 'percent', value: 100_000, ...terms }]);
    const coupon = ['ONE', 'one', ' One '];
    const quote = await quoteFor(shop, [{ variant: WOOFER.id, n: 1 }], { coupon });
    expect(quote.quote.coupons).toHaveLength(1);
    expect(await send(shop, intentFrom(quote, { coupon }))).toMatchObject({ status: 201 });
    const uses = await shop.database.read.selectFrom('coupon_uses').select(['code', 'nth']).execute();
    expect(uses).toEqual([{ code: 'ONE', nth: 1 }]);
    expect((await listCoupons(shop)).map(({ used }) => used)).toEqual([1]);
  });
});
