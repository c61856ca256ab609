import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { suggestFor } from './suggest.ts';

const answer = { generation: 1, words: ['tweeter'] };
let asked = 0;

function shopAnswers(...statuses: number[]): void {
  vi.stubGlobal('fetch', async () => {
    const status = statuses[Math.min(asked, statuses.length - 1)]!;
    asked += 1;
    return status === 200 ? Response.json(answer) : new Response('{}', { status });
  });
}

beforeEach(() => {
  asked = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('waits for a shop that is still making its index', async () => {
  shopAnswers(503, 503, 200);
  const found = suggestFor('tweet', new AbortController().signal);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await found).toEqual(answer);
  expect(asked).toBe(3);
});

it('asks no more once the next letter came, nor of a shop that refuses', async () => {
  shopAnswers(503);
  const typing = new AbortController();
  const found = suggestFor('tweet', typing.signal);
  await vi.advanceTimersByTimeAsync(500);
  typing.abort();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await found).toBeUndefined();
  expect(asked).toBe(1);
  shopAnswers(400);
  asked = 0;
  expect(await suggestFor('tweet', new AbortController().signal)).toBeUndefined();
  expect(asked).toBe(1);
});
