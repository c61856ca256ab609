/** Carts as earlier versions of the shop wrote them: each must open for 400 days. Files of tests/fixtures/carts never change; new formats add new ones. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decodeCart } from '#domain/cart/cookie-codec.ts';
import { unpackCart } from '#domain/cart/parcel.ts';
import { viewCart, viewSaved } from '#domain/cart/view-cart.ts';
import { readCopy } from '#browser/cart/stored-copy.ts';
import { readRecord } from '#server/cart/cart-record.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/carts/${name}`, import.meta.url), 'utf8').trim();
const lines = (view: readonly { variant: number; n: number }[]): string =>
  view
    .map(({ variant, n }) => `${variant}x${n}`)
    .sort()
    .join(' ');

it('opens a cookie of format 1', () => {
  const decoded = decodeCart(fixture('cookie-1.txt'));
  if (!decoded.ok) throw new Error(decoded.reason);
  expect(lines(viewCart({ added: new Map(decoded.cart.added), removed: new Set(), marks: new Map() }))).toBe(
    '177670472x5 241646308x2',
  );
  expect([decoded.cart.have, decoded.cart.removed.length]).toEqual([7, 1]);
});

it('opens a cookie of format 2', () => {
  const decoded = decodeCart(fixture('cookie-2.txt'));
  if (!decoded.ok) throw new Error(decoded.reason);
  const { added, saved, have } = decoded.cart;
  const state = { added: new Map(added), removed: new Set<string>(), marks: saved };
  expect([lines(viewCart(state)), lines(viewSaved(state)), have]).toEqual(['241646308x2', '177670472x5', 7]);
});

it('opens a parcel of format 1', () => {
  expect(lines(viewCart(unpackCart(fixture('parcel-1.txt'))!))).toBe('177670472x5 241646308x2');
});

it("opens a device's record of format 1", () => {
  const copy = readCopy(JSON.parse(fixture('device-1.json')))!;
  expect([lines(viewCart(copy.state)), lines(viewSaved(copy.state))]).toEqual([
    '177670472x5 241646308x2',
    '9x3',
  ]);
  expect([copy.have, copy.unacknowledged.size]).toEqual([7, 1]);
});

it("opens the server's record of format 1", () => {
  const record = readRecord(fixture('server-1.json'), 7, { now: Date.UTC(2026, 2, 2), forgetBefore: 0 });
  expect(lines(viewCart(record.state))).toBe('177670472x5 241646308x2');
  expect([record.graves.size, record.folds.size]).toEqual([5, 1]);
});
