/** A cart without contact goes when its days are over, as /privacy says; one that was asked for stays. */
import { expect, it } from 'vitest';
import { changeServerCart } from '#server/cart/change-cart.ts';
import { forgetOldCarts } from '#server/cart/forget-cart.ts';
import { makeCode, takeCart } from '#server/cart/hand-over.ts';
import { CHORES } from '#server/work/chores.ts';
import { eachDatabase } from './each-database.ts';

const DAY = 86_400_000;

eachDatabase('forgetting old carts', (open) => {
  it('after the days of the shop, with every key that leads to it', async () => {
    const { shop, clock } = await open({ environment: { CART_DAYS: '30' } });
    const cartWith = async (cid?: string): Promise<string> => {
      const done = await changeServerCart(shop, { cid, cart: undefined }, [{ do: 'add', variant: 5, n: 1 }]);
      if (!done.ok) throw new Error(done.reason);
      return done.cid;
    };
    const kept = await cartWith();
    const made = await makeCode(shop, await cartWith());
    if (!made.ok) throw new Error(made.reason);
    expect((await takeCart(shop, undefined, made.code)).ok).toBe(true);
    clock.advance(29 * DAY);
    await cartWith(kept);
    expect(await forgetOldCarts(shop)).toBe(0);
    clock.advance(2 * DAY);
    await CHORES.find(({ name }) => name === 'forget carts')!.run(shop);
    const count = async (table: 'carts' | 'cart_keys') =>
      (await shop.database.read.selectFrom(table).select('id').execute()).length;
    expect([await count('carts'), await count('cart_keys')]).toEqual([1, 0]);
  });
});
