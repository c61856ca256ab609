/** A cart met twice, once before and once after the shop has folded its dots: counted once, removed once. */
import { beforeEach, describe, expect, it } from 'vitest';
import { absorbCart, EMPTY_COPY, type DeviceCopy } from '#domain/cart/device-copy.ts';
import { deadLines, packCart, unpackCart } from '#domain/cart/parcel.ts';
import { EMPTY_RECORD, type CartRecord } from '#server/cart/cart-record.ts';
import { CartTalk, seen } from './cart-talk.ts';

const talks = new CartTalk();
const act = talks.act.bind(talks);
const talk = talks.round.bind(talks);

const pack = ({ state, folds }: DeviceCopy): string => packCart(state, new Set(), folds);
const open = (copy: DeviceCopy, parcel: string): DeviceCopy => absorbCart(copy, unpackCart(parcel)!);

let phone: DeviceCopy;
let record: CartRecord;
/** Links of the phone's cart: while it held four additions, and after the shop made one of them. */
let before: string;
let after: string;

beforeEach(() => {
  phone = EMPTY_COPY;
  record = EMPTY_RECORD;
  for (const n of [1, 2, 4, 8]) phone = act(phone, { do: 'add', variant: 1, n });
  before = pack(phone);
  [phone, record] = talk(phone, record);
  expect([phone.state.added.size, record.folds.size]).toEqual([1, 1]);
  after = pack(phone);
});

describe('two links of one cart, one made before a fold and one after', () => {
  it.each([
    ['older first', () => [before, after]],
    ['newer first', () => [after, before]],
  ])('count once on another device: %s', (_, links) => {
    let other = EMPTY_COPY;
    for (const link of links()) other = open(other, link);
    expect(seen(other)).toBe('1x15');
    let shelf = EMPTY_RECORD;
    [other, shelf] = talk(other, shelf);
    for (const link of links()) other = open(other, link);
    [other, shelf] = talk(other, shelf);
    expect(seen(other)).toBe('1x15');
  });

  it('change nothing at home, nor on a device that came to the cart after the fold', () => {
    let late: DeviceCopy;
    [late, record] = talk(EMPTY_COPY, record);
    for (const device of [phone, late])
      for (const link of [before, after]) {
        expect(seen(open(device, link))).toBe('1x15');
        expect(deadLines(device.state, unpackCart(link)!, device.folds)).toEqual([]);
      }
  });

  it('bring back nothing that was removed where the first was opened', () => {
    const other = act(open(EMPTY_COPY, before), { do: 'remove', variant: 1 });
    expect(seen(open(other, after))).toBe('');
    expect(deadLines(other.state, unpackCart(after)!)).toMatchObject([{ variant: 1, n: 15 }]);
  });
});

describe('a shop that lost its copy', () => {
  /** Has not talked since the four additions. */
  let old: DeviceCopy;

  beforeEach(() => {
    phone = EMPTY_COPY;
    record = EMPTY_RECORD;
    for (const n of [1, 2]) phone = act(phone, { do: 'add', variant: 1, n });
    [phone, record] = talk(phone, record);
    [old, record] = talk(EMPTY_COPY, record);
    for (const n of [4, 8]) phone = act(phone, { do: 'add', variant: 1, n });
    [phone, record] = talk(phone, record);
    expect([record.folds.size, seen(old)]).toEqual([1, '1x3']);
  });

  it('counts once what one device knows by its fold and another by what is in it', () => {
    record = EMPTY_RECORD;
    for (let round = 0; round < 5; round += 1) {
      [phone, record] = talk(phone, record);
      [old, record] = talk(old, record);
    }
    expect([seen(phone), seen(old)]).toEqual(['1x15', '1x15']);
  });

  it('does not bring back a part that was removed while it lay in the fold', () => {
    old = act(old, { do: 'remove', variant: 1 });
    [old, record] = talk(old, record);
    record = EMPTY_RECORD;
    for (let round = 0; round < 5; round += 1) {
      [old, record] = talk(old, record);
      [phone, record] = talk(phone, record);
    }
    expect([seen(phone), seen(old)]).toEqual(['1x12', '1x12']);
  });

  it('does not bring back a fold that was removed, by a device that knows what was in it', () => {
    let late: DeviceCopy;
    [late, record] = talk(EMPTY_COPY, record);
    late = act(late, { do: 'remove', variant: 1 });
    [late] = talk(late, record);
    record = EMPTY_RECORD;
    for (let round = 0; round < 5; round += 1) {
      [old, record] = talk(old, record);
      [late, record] = talk(late, record);
    }
    expect([seen(old), seen(late)]).toEqual(['', '']);
  });
});
