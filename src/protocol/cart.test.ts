import * as v from 'valibot';
import { expect, it } from 'vitest';
import { cartRequestSchema } from './cart.ts';

it('no device can claim a version from which nobody could count on', () => {
  const has = (have: number) => v.is(cartRequestSchema, { v: 1, added: [], removed: [], have });
  expect([has(0), has(2 ** 31)]).toEqual([true, true]);
  expect([has(2 ** 32 - 1), has(Number.MAX_SAFE_INTEGER), has(-1)]).toEqual([false, false, false]);
});
