import { expect, test } from 'vitest';
import { progressStops, type Travelled } from './progress-stops.ts';

const order = (more: Partial<Travelled>): Travelled => ({
  progress: 'placed',
  money: 'due',
  payment: 'invoice',
  events: [{ at: 1, kind: 'placed' }],
  ...more,
});

/** "Received! > Packed": the stop where the order stands bears a mark, what lies ahead is in brackets. */
const line = (more: Partial<Travelled>): string =>
  progressStops(order(more))
    .map(({ word, isDone, isHere }) => (isHere ? `${word}!` : isDone ? word : `(${word})`))
    .join(' > ');

test('an invoice is paid later: being paid is no stop on its way', () => {
  expect(line({})).toBe('Received! > (Packed) > (Sent) > (Delivered)');
  expect(line({ money: 'paid' })).toBe('Received! > (Packed) > (Sent) > (Delivered)');
});

test('an order that waits for its payment and one that is paid are not drawn alike', () => {
  const card = { payment: 'stripe' };
  expect(line({ ...card })).toBe('Received! > (Paid) > (Packed) > (Sent) > (Delivered)');
  expect(line({ ...card, money: 'paying' })).toBe('Received! > (Paid) > (Packed) > (Sent) > (Delivered)');
  expect(line({ ...card, money: 'paid' })).toBe('Received > Paid! > (Packed) > (Sent) > (Delivered)');
  expect(line({ ...card, money: 'paid', progress: 'partly-shipped' })).toBe(
    'Received > Paid > Packed > Partly sent! > (Sent) > (Delivered)',
  );
});

test('what was given back ends the line where the goods stood', () => {
  const card = { payment: 'stripe', money: 'refunded' } as const;
  expect(line(card)).toBe('Received > Paid > Refunded!');
  expect(line({ ...card, progress: 'packed' })).toBe('Received > Paid > Packed > Refunded!');
  expect(line({ ...card, progress: 'cancelled' })).toBe('Received > Paid > Cancelled > Refunded!');
  expect(line({ money: 'refunded', progress: 'returned' })).toBe(
    'Received > Packed > Sent > Returned > Refunded!',
  );
});

test('a cancelled order has two stops; a return that was never told as delivered leaves that stop out', () => {
  expect(line({ progress: 'cancelled', money: 'void', payment: 'stripe' })).toBe('Received > Cancelled!');
  const events = [{ at: 4, kind: 'deliver' }];
  expect(line({ progress: 'partly-returned', events })).toBe(
    'Received > Packed > Sent > Delivered > Partly returned!',
  );
  expect(line({ progress: 'returned' })).toBe('Received > Packed > Sent > Returned!');
});

test('a stop bears its last moment, and none where it lies ahead', () => {
  const events = [
    { at: 1, kind: 'placed' },
    { at: 2, kind: 'pack' },
    { at: 5, kind: 'pack' },
    { at: 6, kind: 'letter' },
  ];
  expect(progressStops(order({ progress: 'packed', events })).map(({ at }) => at)).toEqual([
    1,
    5,
    undefined,
    undefined,
  ]);
  const unpacked = progressStops(order({ events })).map(({ at }) => at);
  expect(unpacked).toEqual([1, undefined, undefined, undefined]);
});
