import { expect, test } from 'vitest';
import { POLICY_HISTORY } from '#domain/policy/history.ts';
import { POLICY_VERSION } from '#protocol/checkout.ts';

test('an order names the promises that /privacy shows, and the history runs backwards in time', () => {
  expect(POLICY_HISTORY[0]?.version).toBe(POLICY_VERSION);
  const days = POLICY_HISTORY.map((entry) => entry.since);
  expect(days).toEqual(days.toSorted().reverse());
});
