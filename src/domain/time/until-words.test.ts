import { expect, test } from 'vitest';
import { untilWords } from './until-words.ts';

test('a midnight closes the day before it', () => {
  expect(untilWords(Date.UTC(2026, 11, 1))).toBe('until 30 November');
  expect(untilWords(Date.UTC(2026, 10, 30, 9, 5))).toBe('until 30 November, 09:05 UTC');
});
