/** The cases the treaty names, each by itself. */
import { describe, expect, it } from 'vitest';
import { decodeCart, encodeCart } from '#domain/cart/cookie-codec.ts';
import { absorbCart, EMPTY_COPY, type DeviceCopy } from '#domain/cart/device-copy.ts';
import { newDot } from '#domain/cart/dot.ts';
import { answerAsked, beginSync, MOST_WANTED } from '#domain/cart/sync.ts';
import { viewCart, viewSaved } from '#domain/cart/view-cart.ts';
import { CART_BODY_BYTES } from '#protocol/cart.ts';
import { EMPTY_RECORD } from '#server/cart/cart-record.ts';
import { CartTalk, seen } from './cart-talk.ts';

const talks = new CartTalk();
const act = talks.act.bind(talks);
const talk = talks.round.bind(talks);

describe('the treaty', () => {
  it('concurrent sets, and an order of both', () => {
    let [phone, record] = talk(act(EMPTY_COPY, { do: 'add', variant: 1, n: 1 }), EMPTY_RECORD);
    let desk: DeviceCopy;
    [desk, record] = talk(EMPTY_COPY, record);
    phone = act(phone, { do: 'set', variant: 1, n: 5 });
    talks.now += 1;
    desk = act(desk, { do: 'set', variant: 1, n: 7 });
    [phone, record] = talk(phone, record);
    [desk, record] = talk(desk, record);
    [phone, record] = talk(phone, record);
    expect([seen(phone), seen(desk)]).toEqual(['1x7', '1x7']);
    // The order takes every live dot of its variants, the losing set included.
    const dots = [...phone.state.added.keys()];
    expect(dots.length).toBe(2);
    expect(viewCart(phone.state, new Set(dots))).toEqual([]);
    phone = act(phone, { do: 'spend', dots });
    [phone, record] = talk(phone, record);
    [desk, record] = talk(desk, record);
    expect([seen(phone), seen(desk)]).toEqual(['', '']);
  });

  it('one dot with two bodies becomes one body everywhere', () => {
    const dot = 'AAAAAAAAAAA';
    const body = (n: number, at: number) => ({ variant: 1, n, kind: 'add', at }) as const;
    const holding = (n: number, at: number): DeviceCopy =>
      absorbCart(EMPTY_COPY, { added: new Map([[dot, body(n, at)]]), removed: new Set(), marks: new Map() });
    let [a, record] = talk(holding(3, 20), EMPTY_RECORD);
    let b: DeviceCopy;
    [b, record] = talk(holding(9, 10), record);
    [a, record] = talk(a, record);
    [b, record] = talk(b, record);
    expect([seen(a), seen(b)]).toEqual(['1x9', '1x9']);
  });

  it('a change during a sync survives the answer that rewrites the cookie', () => {
    const first = act(EMPTY_COPY, { do: 'add', variant: 1, n: 1 });
    const [copy, record] = talk(first, EMPTY_RECORD, { do: 'add', variant: 2, n: 4 });
    expect(seen(copy)).toBe('1x1 2x4');
    const fromServer = encodeCart(record.state, [], record.version);
    const fromPage = encodeCart(copy.state, [...copy.unacknowledged], copy.have);
    expect(fromPage).not.toBe(fromServer);
    const decoded = decodeCart(fromPage);
    expect(decoded.ok && decoded.cart.added.length).toBe(2);
  });

  it('after a sync without a change the page writes the very cookie the server has set', () => {
    let copy = act(EMPTY_COPY, { do: 'add', variant: 1, n: 1 });
    copy = act(copy, { do: 'set', variant: 2, n: 3 });
    const [after, record] = talk(copy, EMPTY_RECORD);
    expect(encodeCart(after.state, [...after.unacknowledged], after.have)).toBe(
      encodeCart(record.state, [], record.version),
    );
  });

  it('a device back after 401 days is asked; what it keeps has fresh dots', () => {
    let [phone, record] = talk(act(EMPTY_COPY, { do: 'add', variant: 1, n: 2 }), EMPTY_RECORD);
    const old = new Set(phone.state.added.keys());
    talks.now += 401 * 86_400_000;
    [phone, record] = talk(phone, record);
    expect(phone.asked.length).toBe(0);
    const gone = { ...phone, seen: talks.now - 401 * 86_400_000 };
    const away = act({ ...gone, confirmed: new Set() }, { do: 'add', variant: 3, n: 1 });
    [phone, record] = talk(away, record);
    expect(phone.asked.map((line) => line.variant)).toContain(3);
    const kept = answerAsked(phone, phone.asked, talks);
    if (!kept.ok) throw new Error(kept.reason);
    expect(seen(kept.copy)).toContain('3x1');
    for (const dot of kept.copy.state.added.keys())
      if (kept.copy.state.added.get(dot)?.variant === 3) expect(old.has(dot)).toBe(false);
  });

  it('a shop that lost its copy hears of removals again, also of what it has folded since', () => {
    let [phone, record] = talk(act(EMPTY_COPY, { do: 'add', variant: 1, n: 1 }), EMPTY_RECORD);
    let desk: DeviceCopy;
    [desk, record] = talk(EMPTY_COPY, record);
    phone = act(phone, { do: 'remove', variant: 1 });
    [phone] = talk(phone, record);
    for (const n of [2, 4, 8]) desk = act(desk, { do: 'add', variant: 1, n });
    record = EMPTY_RECORD;
    for (let round = 0; round < 2; round += 1) [desk, record] = talk(desk, record);
    expect([seen(desk), record.folds.size]).toEqual(['1x15', 1]);
    for (let round = 0; round < 2; round += 1) [phone, record] = talk(phone, record);
    [desk, record] = talk(desk, record);
    expect([seen(phone), seen(desk)]).toEqual(['1x14', '1x14']);
  });

  it('a stranger keeps notes and what lies aside for later', () => {
    let [phone, record] = talk(act(EMPTY_COPY, { do: 'add', variant: 1, n: 2 }), EMPTY_RECORD);
    phone = act(phone, { do: 'save-for-later', variant: 1 });
    phone = act(phone, { do: 'note', variant: 2, text: 'left' });
    talks.now += 401 * 86_400_000;
    [phone, record] = talk(phone, record);
    expect([viewSaved(phone.state), phone.state.marks.get('n2')?.value]).toEqual([
      [{ variant: 1, n: 2 }],
      'left',
    ]);
    [, record] = talk(phone, record);
    expect(viewSaved(record.state)).toEqual([{ variant: 1, n: 2 }]);
  });

  it('the largest request a device makes fits', () => {
    const large = 2 ** 40 - 1_000;
    let copy = EMPTY_COPY;
    for (let i = 0; i < 300; i += 1) copy = act(copy, { do: 'add', variant: large + i, n: 9_999_999 });
    copy = { ...copy, left: new Set(copy.state.added.keys()), confirmed: new Set(copy.state.added.keys()) };
    const dead = Array.from({ length: 400 }, () => newDot(talks.random));
    copy = { ...copy, unacknowledged: new Set(dead), buried: new Set(dead) };
    copy = { ...copy, state: { ...copy.state, removed: new Set(dead) } };
    for (let i = 300; i < 500; i += 1) copy = act(copy, { do: 'add', variant: large + i, n: 9_999_999 });
    for (let i = 0; i < 50; i += 1)
      copy = act(copy, { do: 'note', variant: large + i, text: '🔊'.repeat(140) });
    const need = Array.from({ length: MOST_WANTED }, (_, i) => large + i);
    const text = JSON.stringify({ ...beginSync(copy).request, need });
    expect(Buffer.byteLength(text)).toBeGreaterThan(25_000);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(CART_BODY_BYTES);
  });

  it('500 clicks on a stepper are one set, and nothing else is ever told', () => {
    let copy = act(EMPTY_COPY, { do: 'add', variant: 1, n: 1 });
    for (let n = 2; n <= 501; n += 1) copy = act(copy, { do: 'set', variant: 1, n });
    expect([copy.state.added.size, copy.unacknowledged.size]).toEqual([1, 0]);
    const { request } = beginSync(copy);
    expect([request.added.length, request.removed.length]).toEqual([1, 0]);
    expect(encodeCart(copy.state, [], 0).length).toBeLessThan(60);
  });

  it('a truncated cookie removes nothing', () => {
    let copy = EMPTY_COPY;
    for (let variant = 1; variant <= 400; variant += 1) copy = act(copy, { do: 'add', variant, n: 999_999 });
    const decoded = decodeCart(encodeCart(copy.state, [], 0));
    if (!decoded.ok) throw new Error(decoded.reason);
    expect(decoded.cart.isTruncated).toBe(true);
    const back = absorbCart(copy, {
      added: new Map(decoded.cart.added),
      removed: new Set(decoded.cart.removed),
      marks: new Map(),
    });
    expect(viewCart(back.state).length).toBe(400);
  });
});
