import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NUMBER_ALPHABET, orderNumber, readOrderNumber } from './order-number.ts';

const bytesFrom = (seed: number) => {
  let x = seed;
  return (length: number) =>
    Uint8Array.from({ length }, () => (x = (x * 1103515245 + 12345) & 0x7fffffff) >>> 16);
};

test('a number reads like 7K2F-9QXD and survives being typed back', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const number = orderNumber(bytesFrom(seed));
      expect(number).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
      expect(readOrderNumber(` ${number.toLowerCase().replace('-', ' ')} `)).toBe(number);
    }),
  );
});

test('no vowels and no look-alikes', () => {
  expect(NUMBER_ALPHABET).not.toMatch(/[AEIOUY01LSBZ]/);
  expect(new Set(NUMBER_ALPHABET).size).toBe(24);
  expect(readOrderNumber('7K2F-9QXO')).toBeUndefined();
  expect(readOrderNumber('7K2F')).toBeUndefined();
});

test('bytes that would favour some characters are passed over', () => {
  const stream = [255, 250, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
  expect(orderNumber((length) => Uint8Array.from({ length }, (_, i) => stream[i] ?? 0))).toBe('2345-6789');
});
