import { expect, test } from 'vitest';
import { readMoment } from './moment.ts';

test('reads the dates shops export; a day ends when the next begins', () => {
  const day = Date.UTC(2026, 10, 27);
  expect(readMoment('2026-11-27')).toBe(day);
  expect(readMoment('2026-11-27', true)).toBe(day + 86_400_000);
  expect(readMoment(' 2026-11-27 09:30:00 ', true)).toBe(day + 9.5 * 3_600_000);
  expect(readMoment('2026-11-27T09:30+01:00')).toBe(day + 8.5 * 3_600_000);
  expect(readMoment('2026-11-27T13:00-0800')).toBe(day + 21 * 3_600_000);
  expect(readMoment('2024-02-29')).toBe(Date.UTC(2024, 1, 29));
});

test('what is no date is refused, not guessed', () => {
  for (const text of [
    '',
    '27.11.2026',
    '11/27/2026',
    '2026-13-01',
    '2026-02-30',
    '2026-11-27 25:00',
    'soon',
    '1764201600',
  ])
    expect(readMoment(text)).toBeUndefined();
});
