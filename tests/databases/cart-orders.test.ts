/** Carts and orders together, on both databases: what is ordered by one name of a dot is ordered by every name. */
import { expect, it } from 'vitest';
import { liveDots } from '#domain/cart/cart.ts';
import { changeCopy, EMPTY_COPY, type DeviceCopy } from '#domain/cart/device-copy.ts';
import { FOLD_AT } from '#domain/cart/fold.ts';
import { beginSync, endSync } from '#domain/cart/sync.ts';
import { fingerprintOf } from '#server/cart/carts-table.ts';
import { orderingCart } from '#server/checkout/cart-of.ts';
import { placeOrder } from '#server/checkout/place-order.ts';
import { syncCart } from '#server/cart/sync-cart.ts';
import type { Shop } from '#server/shop.ts';
import { eachDatabase } from './each-database.ts';
import { CAPACITOR, freshId, intentFrom, quoteFor, send, stockShelves } from './small-shop.ts';

const dotsIn = (copy: DeviceCopy): string[] => [...liveDots(copy.state)].map(([dot]) => dot);

/** One round of talk; the answer reaches the device only where it is looked at. */
async function talk(shop: Shop, copy: DeviceCopy, cid?: string) {
  const begun = beginSync(copy);
  const synced = await syncCart(shop, { cid, request: begun.request });
  if (!synced.ok) throw new Error(synced.reason);
  return { cid: synced.cid, copy: endSync(begun.copy, begun.request, synced.result) };
}

eachDatabase('carts and orders', (open) => {
  for (const first of ['phone', 'desk'] as const)
    it(`asks before a fold and what it replaced are both ordered, the ${first} first`, async () => {
      const { shop } = await open();
      await stockShelves(shop);
      let phone = EMPTY_COPY;
      for (let i = 0; i < FOLD_AT; i += 1) {
        const added = changeCopy(phone, { do: 'add', variant: CAPACITOR.id, n: 100 }, shop);
        if (!added.ok) throw new Error(added.reason);
        phone = added.copy;
      }
      // The answer that tells the phone of the fold is lost.
      const { cid } = await talk(shop, phone);
      const { copy: desk } = await talk(shop, EMPTY_COPY, cid);
      expect([dotsIn(phone).length, dotsIn(desk).length]).toEqual([FOLD_AT, 1]);

      const quote = await quoteFor(shop, [{ variant: CAPACITOR.id, n: 100 * FOLD_AT }]);
      const order = first === 'phone' ? [phone, desk] : [desk, phone];
      const intents = order.map((copy) => intentFrom(quote, { dots: dotsIn(copy) }));
      const cart = fingerprintOf(cid)!;
      expect((await send(shop, intents[0]!, cart)).status).toBe(201);
      const asked = await send(shop, intents[1]!, cart);
      expect(JSON.parse(asked.body)).toMatchObject({ differences: [{ kind: 'already-ordered' }] });
      const again = { ...intents[1]!, checkoutId: freshId(), again: true };
      expect((await send(shop, again, cart)).status).toBe(201);
    });

  it('an order placed before the cart has talked to the shop is of that cart, and stays ordered in it', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    const added = changeCopy(EMPTY_COPY, { do: 'add', variant: CAPACITOR.id, n: 100 }, shop);
    if (!added.ok) throw new Error(added.reason);
    const intent = intentFrom(await quoteFor(shop, [{ variant: CAPACITOR.id, n: 100 }]), {
      dots: dotsIn(added.copy),
    });
    const ordering = orderingCart(shop, undefined, intent);
    expect(orderingCart(shop, undefined, intent)).toEqual(ordering);
    const placed = await placeOrder(shop, { key: intent.checkoutId, body: intent, ...ordering });
    expect(placed.status).toBe(201);
    // The device lost what it knew of the order; a copy of its cookie tells the shop of the pieces for the first time.
    const { copy } = await talk(shop, added.copy, ordering.made);
    expect(dotsIn(copy)).toEqual([]);
    const row = await shop.database.read.selectFrom('orders').select('cart_id').executeTakeFirstOrThrow();
    expect(row.cart_id).toBe(fingerprintOf(ordering.made));

    for (const cookie of [undefined, ordering.made]) {
      const repeat = { ...intent, checkoutId: freshId(), guestToken: freshId() };
      const cart = orderingCart(shop, cookie, repeat);
      const asked = await placeOrder(shop, { key: repeat.checkoutId, body: repeat, ...cart });
      expect(JSON.parse(asked.body)).toMatchObject({ differences: [{ kind: 'already-ordered' }] });
    }
  });
});
