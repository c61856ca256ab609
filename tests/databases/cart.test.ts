import { describe, expect, it } from 'vitest';
import { decodeCart } from '#domain/cart/cookie-codec.ts';
import { absorbCart, changeCopy, EMPTY_COPY, type DeviceCopy } from '#domain/cart/device-copy.ts';
import { beginSync, endSync, hasUntold } from '#domain/cart/sync.ts';
import { viewCart } from '#domain/cart/view-cart.ts';
import type { CartChange } from '#domain/cart/change-cart.ts';
import type { CartAnswer } from '#protocol/cart.ts';
import { CART_COOKIE, CART_ID_COOKIE } from '#protocol/cookies.ts';
import { answerSync, answerView } from '#server/cart/cart-answers.ts';
import { changeServerCart, spendDots } from '#server/cart/change-cart.ts';
import { fingerprintOf } from '#server/cart/carts-table.ts';
import type { Shop } from '#server/shop.ts';
import { eachDatabase } from './each-database.ts';

interface Device {
  copy: DeviceCopy;
  cid: string | undefined;
  cookie: string | undefined;
}

const device = (): Device => ({ copy: EMPTY_COPY, cid: undefined, cookie: undefined });

function act(shop: Shop, who: Device, change: CartChange): void {
  const outcome = changeCopy(who.copy, change, shop);
  if (!outcome.ok) throw new Error(outcome.reason);
  who.copy = outcome.copy;
}

async function talk(shop: Shop, who: Device): Promise<CartAnswer> {
  const { copy, request } = beginSync(who.copy);
  who.copy = copy;
  const said = await answerSync(shop, { cid: who.cid, name: undefined }, { ...request, need: [] });
  if (!said.ok) throw new Error(said.reason);
  who.copy = endSync(who.copy, request, said.answer);
  for (const { name, value } of said.cookies) {
    if (name === CART_ID_COOKIE) who.cid = value;
    if (name === CART_COOKIE) who.cookie = value;
  }
  return said.answer;
}

const seen = (who: Device): string =>
  viewCart(who.copy.state)
    .map(({ variant, n }) => `${variant}x${n}`)
    .join(' ');

eachDatabase('the cart', (open) => {
  it('keeps what is added, forgets what is removed, and re-issues the cookie', async () => {
    const { shop } = await open();
    const phone = device();
    act(shop, phone, { do: 'add', variant: 5, n: 2 });
    act(shop, phone, { do: 'add', variant: 7, n: 1 });
    act(shop, phone, { do: 'remove', variant: 7 });
    const answer = await talk(shop, phone);
    expect(answer.view).toEqual([{ variant: 5, n: 2, state: 'withdrawn' }]);
    expect(hasUntold(phone.copy)).toBe(false);
    const decoded = decodeCart(phone.cookie!);
    expect(decoded.ok && decoded.cart.added.length).toBe(1);
    const row = await shop.database.read.selectFrom('carts').selectAll().executeTakeFirstOrThrow();
    expect(row.id).toBe(fingerprintOf(phone.cid));
    expect(row.state).not.toContain(phone.cid);
  });

  it('is safe to repeat, and says nothing new when nothing is', async () => {
    const { shop } = await open();
    const phone = device();
    act(shop, phone, { do: 'add', variant: 5, n: 2 });
    const { request } = beginSync(phone.copy);
    const first = await answerSync(shop, { cid: undefined, name: undefined }, { ...request, need: [] });
    if (!first.ok) throw new Error(first.reason);
    const cid = first.cookies.find((cookie) => cookie.name === CART_ID_COOKIE)!.value;
    const again = await Promise.all(
      Array.from({ length: 5 }, () => answerSync(shop, { cid, name: undefined }, { ...request, need: [] })),
    );
    for (const one of again) expect(one.ok && one.answer).toEqual(first.answer);
  });

  it('lets two devices of one cart converge, removals and concurrent sets included', async () => {
    const { shop } = await open();
    const [phone, desk] = [device(), device()];
    act(shop, phone, { do: 'add', variant: 5, n: 2 });
    await talk(shop, phone);
    desk.cid = phone.cid;
    await talk(shop, desk);
    expect(seen(desk)).toBe('5x2');
    act(shop, phone, { do: 'remove', variant: 5 });
    act(shop, desk, { do: 'set', variant: 5, n: 9 });
    act(shop, desk, { do: 'note', variant: 5, text: 'left + right' });
    for (const who of [phone, desk, phone, desk]) await talk(shop, who);
    expect([seen(phone), seen(desk)]).toEqual(['5x9', '5x9']);
    expect(viewCart(phone.copy.state)[0]?.note).toBe('left + right');
  });

  it('restores a device that lost everything but its id, and a server that lost the cart', async () => {
    const { shop } = await open();
    const phone = device();
    act(shop, phone, { do: 'add', variant: 5, n: 2 });
    await talk(shop, phone);
    const wiped: Device = { ...device(), cid: phone.cid };
    await talk(shop, wiped);
    expect(seen(wiped)).toBe('5x2');
    await shop.database.transaction((tx) => tx.deleteFrom('carts').execute());
    await talk(shop, phone);
    await talk(shop, phone);
    const third: Device = { ...device(), cid: phone.cid };
    await talk(shop, third);
    expect(seen(third)).toBe('5x2');
  });

  it('asks a device that was away longer than tombstones live, and merges nothing meanwhile', async () => {
    const { shop, clock } = await open();
    const [phone, desk] = [device(), device()];
    act(shop, phone, { do: 'add', variant: 5, n: 2 });
    act(shop, phone, { do: 'add', variant: 6, n: 1 });
    await talk(shop, phone);
    desk.cid = phone.cid;
    await talk(shop, desk);
    act(shop, desk, { do: 'remove', variant: 5 });
    await talk(shop, desk);
    clock.advance(200 * 86_400_000);
    await talk(shop, desk);
    clock.advance(201 * 86_400_000);
    act(shop, desk, { do: 'set', variant: 6, n: 3 });
    await talk(shop, desk);
    const answer = await talk(shop, phone);
    expect(answer.isStranger).toBe(true);
    expect(seen(phone)).toBe('6x3');
    expect(phone.copy.asked.map(({ variant, n }) => [variant, n])).toEqual([
      [5, 2],
      [6, 1],
    ]);
  });

  it('folds many additions, and opens the fold for a device that had seen only some', async () => {
    const { shop } = await open();
    const [phone, desk] = [device(), device()];
    act(shop, phone, { do: 'add', variant: 5, n: 1 });
    await talk(shop, phone);
    desk.cid = phone.cid;
    await talk(shop, desk);
    act(shop, desk, { do: 'remove', variant: 5 });
    for (let i = 0; i < 9; i += 1) {
      act(shop, phone, { do: 'add', variant: 5, n: 10 });
      await talk(shop, phone);
    }
    expect(seen(phone)).toBe('5x91');
    for (const who of [desk, phone, desk]) await talk(shop, who);
    expect([seen(phone), seen(desk)]).toEqual(['5x90', '5x90']);
  });

  it('spends exactly the dots of an order', async () => {
    const { shop, clock } = await open();
    const phone = device();
    act(shop, phone, { do: 'add', variant: 5, n: 2 });
    await talk(shop, phone);
    const dots = [...phone.copy.state.added.keys()];
    act(shop, phone, { do: 'add', variant: 5, n: 1 });
    const id = fingerprintOf(phone.cid)!;
    await shop.database.transaction((tx) => spendDots(shop, tx, id, dots, clock.now()));
    await talk(shop, phone);
    expect(seen(phone)).toBe('5x1');
  });

  it('changes the cart of a page without script, by either cookie alone', async () => {
    const { shop } = await open();
    const first = await changeServerCart(shop, { cid: undefined, cart: undefined }, [
      { do: 'add', variant: 5, n: 2 },
    ]);
    if (!first.ok) throw new Error(first.reason);
    const phone = device();
    phone.cid = first.cid;
    await talk(shop, phone);
    const byCookie = await changeServerCart(shop, { cid: undefined, cart: phone.cookie }, [
      { do: 'set', variant: 5, n: 3 },
    ]);
    if (!byCookie.ok) throw new Error(byCookie.reason);
    expect(viewCart(byCookie.record.state).map((line) => line.n)).toEqual([3]);
    const view = await answerView(shop, {
      cid: byCookie.cid,
      cart: 'rubbish',
      name: '  Ana \u0007',
      hasCookies: true,
    });
    expect([view.lines.length, view.name]).toEqual([1, 'Ana']);
  });

  it('two first syncs at once under one id make one cart of both', async () => {
    const { shop } = await open();
    const [a, b] = [device(), device()];
    a.cid = b.cid = 'AAAAAAAAAAAAAAAAAAAAAA';
    act(shop, a, { do: 'add', variant: 5, n: 2 });
    act(shop, b, { do: 'add', variant: 6, n: 1 });
    await Promise.all([talk(shop, a), talk(shop, b)]);
    await Promise.all([talk(shop, a), talk(shop, b)]);
    expect([seen(a), seen(b)].map((view) => view.split(' ').sort())).toEqual([
      ['5x2', '6x1'],
      ['5x2', '6x1'],
    ]);
  });

  it('keeps tombstones as long as the shop lets a cart live, and asks who was away longer', async () => {
    const { shop, clock } = await open();
    const brief: Shop = { ...shop, settings: { ...shop.settings, CART_DAYS: 30 } };
    const phone = device();
    act(brief, phone, { do: 'add', variant: 5, n: 2 });
    await talk(brief, phone);
    const tablet = { ...device(), cid: phone.cid };
    await talk(brief, tablet);
    act(brief, phone, { do: 'remove', variant: 5 });
    await talk(brief, phone);
    clock.advance(29 * 86_400_000);
    await talk(brief, phone);
    clock.advance(2 * 86_400_000);
    // 31 days after its last contact the tablet is a stranger; after 31 days with 400 it would not be.
    expect((await talk(shop, tablet)).isStranger).toBe(false);
    tablet.copy = { ...tablet.copy, seen: clock.now() - 31 * 86_400_000 };
    expect((await talk(brief, tablet)).isStranger).toBe(true);
  });
});

describe('a device merging copies of its own cart', () => {
  it('tells the server of a quietly dead dot that turns up again', () => {
    const ports = {
      clock: { now: () => 5 },
      random: { bytes: () => new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]) },
    };
    const added = changeCopy(EMPTY_COPY, { do: 'add', variant: 1, n: 1 }, ports);
    if (!added.ok) throw new Error(added.reason);
    const gone = changeCopy(added.copy, { do: 'remove', variant: 1 }, ports);
    if (!gone.ok) throw new Error(gone.reason);
    expect(gone.copy.unacknowledged.size).toBe(0);
    const back = absorbCart(gone.copy, added.copy.state);
    expect([viewCart(back.state).length, back.unacknowledged.size]).toEqual([0, 1]);
  });
});
