import { expect, it } from 'vitest';
import { viewCart } from '#domain/cart/view-cart.ts';
import { changeServerCart } from '#server/cart/change-cart.ts';
import { forgetCart } from '#server/cart/forget-cart.ts';
import { CODE_MILLISECONDS, makeCode, openCodes, takeCart } from '#server/cart/hand-over.ts';
import { readCart } from '#server/cart/read-cart.ts';
import type { Shop } from '#server/shop.ts';
import { MOST_LIVE_DOTS } from '#domain/cart/cart.ts';
import { newDot } from '#domain/cart/dot.ts';
import { syncCart } from '#server/cart/sync-cart.ts';
import { eachDatabase } from './each-database.ts';

async function cartWith(shop: Shop, variant: number, cid?: string): Promise<string> {
  const done = await changeServerCart(shop, { cid, cart: undefined }, [{ do: 'add', variant, n: 1 }]);
  if (!done.ok) throw new Error(done.reason);
  return done.cid;
}

async function cartOf(shop: Shop, lines: number, first: number): Promise<string> {
  const added = Array.from({ length: lines }, (_, i) => [newDot(shop.random), first + i, 1, 0, 1] as const);
  const request = { v: 1, added, removed: [], held: [], notes: [], have: 0, seen: 0 } as const;
  const done = await syncCart(shop, { cid: undefined, request });
  if (!done.ok) throw new Error(done.reason);
  return done.cid;
}

async function shown(shop: Shop, cid: string): Promise<number[]> {
  const { state } = await readCart(shop, { cid, cart: undefined });
  return viewCart(state)
    .map((line) => line.variant)
    .sort();
}

eachDatabase('handing a cart over', (open) => {
  it('joins both carts, once, and from then on both devices share it', async () => {
    const { shop } = await open();
    const [desk, phone] = [await cartWith(shop, 5), await cartWith(shop, 6)];
    const made = await makeCode(shop, desk);
    if (!made.ok) throw new Error(made.reason);
    expect(made.code).toMatch(/^[2-9B-Z]{4}-[2-9B-Z]{4}$/);
    const taken = await takeCart(shop, phone, made.code.toLowerCase().replace('-', ' '));
    if (!taken.ok) throw new Error(taken.reason);
    expect(await shown(shop, taken.cid)).toEqual([5, 6]);
    await cartWith(shop, 7, taken.cid);
    expect(await shown(shop, desk)).toEqual([5, 6, 7]);
    expect(await takeCart(shop, phone, made.code)).toEqual({ ok: false, reason: 'unknown-code' });
  });

  it('of its own cart joins nothing and stays good for another device', async () => {
    const { shop } = await open();
    const desk = await cartWith(shop, 5);
    const made = await makeCode(shop, desk);
    if (!made.ok) throw new Error(made.reason);
    expect(await takeCart(shop, desk, made.code)).toMatchObject({ ok: true, isOwn: true, cid: desk });
    expect(await openCodes(shop, desk)).toEqual([made.expiresAt]);
    expect(await openCodes(shop, undefined)).toEqual([]);
    expect(await takeCart(shop, undefined, made.code)).toMatchObject({ ok: true, isOwn: false });
    expect(await openCodes(shop, desk)).toEqual([]);
  });

  it('refuses a code after ten minutes, and makes none without a cart', async () => {
    const { shop, clock } = await open();
    expect(await makeCode(shop, undefined)).toEqual({ ok: false, reason: 'no-cart' });
    const made = await makeCode(shop, await cartWith(shop, 5));
    if (!made.ok) throw new Error(made.reason);
    clock.advance(CODE_MILLISECONDS + 1);
    expect((await takeCart(shop, undefined, made.code)).ok).toBe(false);
  });

  it('of two that take one code at once, one gets it', async () => {
    const { shop } = await open();
    const made = await makeCode(shop, await cartWith(shop, 5));
    if (!made.ok) throw new Error(made.reason);
    const both = await Promise.all([
      takeCart(shop, undefined, made.code),
      takeCart(shop, undefined, made.code),
    ]);
    expect(both.filter((one) => one.ok).length).toBe(1);
  });

  it('forgetting on a device that joined leaves the cart to the other', async () => {
    const { shop } = await open();
    const desk = await cartWith(shop, 5);
    const made = await makeCode(shop, desk);
    const taken = await takeCart(shop, undefined, made.ok ? made.code : '');
    if (!taken.ok) throw new Error(taken.reason);
    await forgetCart(shop, taken.cid);
    expect(await shown(shop, taken.cid)).toEqual([]);
    expect(await shown(shop, desk)).toEqual([5]);
    await forgetCart(shop, desk);
    expect(await shown(shop, desk)).toEqual([]);
  });

  it('refuses to make one cart of two that are too large for it; the code stays good', async () => {
    const { shop } = await open();
    const [desk, phone] = [await cartOf(shop, MOST_LIVE_DOTS - 1, 1_000), await cartOf(shop, 2, 5_000)];
    const made = await makeCode(shop, desk);
    if (!made.ok) throw new Error(made.reason);
    expect(await takeCart(shop, phone, made.code)).toEqual({ ok: false, reason: 'cart-full' });
    expect(await shown(shop, phone)).toEqual([5_000, 5_001]);
    await changeServerCart(shop, { cid: phone, cart: undefined }, [{ do: 'remove', variant: 5_000 }]);
    const taken = await takeCart(shop, phone, made.code);
    expect(taken.ok && (await shown(shop, taken.cid)).length).toBe(MOST_LIVE_DOTS);
  });
});
