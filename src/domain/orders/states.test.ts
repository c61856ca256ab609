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

test('money comes out of refunded only where the provider says that a refund failed; late money is taken in from void', () => {
  const outs = MONEY.steps.filter((step) => step.from.includes('refunded'));
  expect(outs.map(({ event, by }) => [event, by])).toEqual([
    ['refund-failed-part', ['provider']],
    ['refund-failed', ['provider']],
  ]);
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
