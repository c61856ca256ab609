import { expect, test } from 'vitest';
import { checkedTable, next, statesBefore } from './state-table.ts';
import { JOURNEY, MONEY, PROGRESS } from './states.ts';

test('the shopper may cancel while nothing is packed, staff also after', () => {
  expect(next(PROGRESS, 'placed', 'cancel', 'shopper')).toBe('cancelled');
  expect(next(PROGRESS, 'packed', 'cancel', 'shopper')).toBeUndefined();
  expect(next(PROGRESS, 'packed', 'cancel', 'staff')).toBe('cancelled');
  expect(next(PROGRESS, 'shipped', 'cancel', 'staff')).toBeUndefined();
  expect(statesBefore(PROGRESS, 'cancel', 'shopper')).toEqual(['placed']);
});

test('money never comes out of refunded, and late money is taken in from void', () => {
  expect(MONEY.steps.some((step) => step.from.includes('refunded'))).toBe(false);
  expect(next(MONEY, 'void', 'pay', 'provider')).toBeUndefined();
  expect(next(MONEY, 'void', 'pay-late', 'provider')).toBe('paid');
});

test('every stop of the line an order travels along is a state', () => {
  for (const state of JOURNEY) expect(PROGRESS.states).toContain(state);
});

test('a table that contradicts itself is refused, every fault named', () => {
  const broken = () =>
    checkedTable<string, string, string>('broken', {
      start: 'a',
      states: ['a', 'b', 'c', 'd'],
      ends: ['b'],
      steps: [
        { from: ['a'], event: 'go', to: 'b', by: ['x'] },
        { from: ['a'], event: 'go', to: 'c', by: [] },
        { from: ['b'], event: 'back', to: 'a', by: ['x'] },
      ],
    });
  expect(broken).toThrow(
    /a \+ go is there twice.*nobody may go.*b is an end.*c is a dead end.*nothing leads to d/,
  );
});
