/** The search by its address: what `?explain` adds, and that nobody gets it unasked. */
import { expect, it } from 'vitest';
import type { SearchAnswer } from '#protocol/search.ts';
import { searchOf } from '#server/catalog/search/search-engine.ts';
import { GET as search } from '../../src/routes/api/catalog/search/+server.ts';
import { apply, part } from '../databases/catalog-part.ts';
import { openTestShop } from '../databases/open-test-shop.ts';

it('explains each score by its words when asked to', async () => {
  await using opened = await openTestShop();
  const { shop } = opened;
  await apply(
    shop,
    part('WF142', { title: 'Paper woofer' }),
    part('TW25', { title: 'Dome tweeter', summary: 'Goes with a woofer of paper.' }),
    part('CX1', { title: 'Coil' }),
  );
  await searchOf(shop).renew();
  const ask = async (query: string): Promise<SearchAnswer> => {
    const url = new URL(`https://shop.example/api/catalog/search?${query}`);
    const event = { locals: { shop }, params: {}, request: new Request(url), url };
    const answer = await (search as unknown as (event: object) => Promise<Response>)(event);
    expect(answer.status).toBe(200);
    return (await answer.json()) as SearchAnswer;
  };
  const plain = await ask('q=paper+woofers');
  const told = await ask('q=paper+woofers&explain');
  await searchOf(shop).close();

  const strip = (answer: SearchAnswer) => ({
    ...answer,
    hits: answer.hits.map(({ explanation: _, ...hit }) => hit),
    near: answer.near.map(({ explanation: _, ...hit }) => hit),
  });
  expect(plain).toEqual(strip(plain));
  expect(strip(told)).toEqual(plain);
  expect(told.hits.length).toBeGreaterThan(0);
  expect(told.hits[0]?.product.title).toBe('Paper woofer');
  for (const { explanation } of told.hits) {
    const { score, coverage, words } = explanation!;
    expect(words.map((word) => word.text)).toEqual(['paper', 'woofers']);
    for (const word of words) expect(word.score).toBeCloseTo(word.rarity * word.impact * word.weight, 6);
    expect(score).toBeCloseTo(words.reduce((sum, word) => sum + word.score, 0) * coverage, 6);
  }
  const scores = told.hits.map((hit) => hit.explanation!.score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
});
