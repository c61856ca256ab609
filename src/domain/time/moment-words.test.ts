import { expect, test } from 'vitest';
import { dayWords, momentWords, shortDayWords } from './moment-words.ts';

const late = Date.UTC(2026, 11, 31, 23, 58);

test('a moment names its zone only where it is not the reader’s own', () => {
  expect(momentWords(late)).toBe('23:58 UTC on 31 December');
  expect(momentWords(late, 'Europe/Vienna')).toBe('00:58 on 1 January');
});

test('a short day bears its year only where that is another', () => {
  expect(shortDayWords(Date.UTC(2026, 10, 27), late)).toBe('27 Nov');
  expect(shortDayWords(late, Date.UTC(2026, 10, 27), 'Europe/Vienna')).toBe('1 Jan 2027');
});

test('a whole day is said in full', () => {
  expect(dayWords(late)).toBe('31 December 2026');
  expect(dayWords(late, 'Europe/Vienna')).toBe('1 January 2027');
});
