import { describe, expect, it } from 'vitest';
import { EMPTY_DICTIONARY } from '#domain/catalog/feed.ts';
import { feedOfChanges } from './changes-of-all.ts';
import type { Feed, FeedLine } from './feed-lines.ts';

const head = (category: number): FeedLine => ({
  kind: 'head',
  category,
  generation: 9,
  words: EMPTY_DICTIONARY,
});
const row = (id: number): FeedLine => ({ kind: 'row', row: [id] });
const end: FeedLine = { kind: 'end', end: { generation: 9, complete: true } };

/** A network that answers each question with these lines, and remembers what it was asked. */
function network(lines: readonly FeedLine[], fails = false) {
  const asked: number[][] = [];
  const feed: Feed = async function* (category, since, after) {
    asked.push([category, since, after]);
    yield* category === 0 ? lines : [head(category), end];
    if (fails && category === 0) throw new TypeError('cut');
  };
  return { feed, asked };
}

async function linesOf(feed: Feed, category: number, since: number, after = 0): Promise<FeedLine[]> {
  return Array.fromAsync(feed(category, since, after, () => {}));
}

describe('feedOfChanges', () => {
  const whole = [head(4), row(1), row(2), head(7), row(3), end];

  it('deals one answer out to its categories', async () => {
    const { feed, asked } = network(whole);
    const dealt = await feedOfChanges(feed, 5);
    expect(await linesOf(dealt, 7, 6)).toEqual([head(7), row(3), end]);
    expect(await linesOf(dealt, 4, 5)).toEqual([head(4), row(1), row(2), end]);
    expect(asked).toEqual([[0, 5, 0]]);
  });

  it('asks the network for what it was not told: a second round, another category, an older state, the rest of a cut', async () => {
    const { feed, asked } = network(whole);
    const dealt = await feedOfChanges(feed, 5);
    await linesOf(dealt, 7, 6);
    await linesOf(dealt, 7, 9);
    await linesOf(dealt, 8, 5);
    await linesOf(dealt, 4, 3);
    await linesOf(dealt, 4, 5, 1);
    expect(asked).toEqual([
      [0, 5, 0],
      [7, 9, 0],
      [8, 5, 0],
      [4, 3, 0],
      [4, 5, 1],
    ]);
  });

  it.each([
    ['was cut', network(whole, true)],
    ['has no last line', network(whole.slice(0, -1))],
  ])('trusts no answer that %s', async (_name, { feed }) => {
    expect(await feedOfChanges(feed, 5)).toBe(feed);
  });
});
