import { describe, expect, it } from 'vitest';
import type { SearchDocument } from '../document.ts';
import { EMPTY_REQUEST } from '../request.ts';
import { buildSegment } from '../segment/build.ts';
import { openSegment } from '../segment/segment.ts';
import { ask } from './ask.ts';
import { openCollection } from './collection.ts';
import { suggest } from './suggest.ts';

const WOODS = 60;

/** One woofer, or several, among many wood screws and a few hooks. */
function shopWith(woofers: number) {
  const titles = [
    ...Array.from({ length: woofers }, () => 'Paper woofer'),
    ...Array.from({ length: WOODS }, () => 'Wood screw'),
    'Hook',
    'Hook',
    'Book',
  ];
  const documents = titles.map((title, id): SearchDocument => ({
    id,
    title,
    vendor: '',
    codes: [],
    crumbs: [],
    tags: [],
    text: '',
    attributes: [],
    offers: [],
    stock: 'in',
  }));
  const collection = openCollection([{ segment: openSegment(buildSegment(documents)) }]);
  const titleOf = (id: number) => titles[id];
  return {
    asked: (text: string) => ask(collection, { ...EMPTY_REQUEST, text }, 5),
    first: (text: string) => titleOf(ask(collection, { ...EMPTY_REQUEST, text }, 5).hits[0]?.id ?? -1),
    suggested: (text: string) => {
      const { completions, products } = suggest(collection, text, '');
      return { completions, titles: products.map(titleOf) };
    },
  };
}

describe('a word that stands nowhere', () => {
  it.each([1, 9])('is completed before it is corrected (%i woofers among wood screws)', (woofers) => {
    const { asked, first, suggested } = shopWith(woofers);
    expect(suggested('woof')).toMatchObject({ completions: ['woofer'] });
    expect(suggested('woof').titles[0]).toBe('Paper woofer');
    expect(first('woof')).toBe('Paper woofer');
    expect(first('woof paper')).toBe('Paper woofer');
    for (const text of ['woof', 'woof paper']) {
      expect(asked(text).didYouMean).toBeUndefined();
      expect(asked(text).words[0]).toEqual({ text: 'woof', match: 'prefix' });
    }
  });

  it('shows nothing else where enough products go on with it', () => {
    const { asked, suggested } = shopWith(9);
    expect(asked('woof').total).toBe(9);
    expect(new Set(suggested('woof').titles)).toEqual(new Set(['Paper woofer']));
  });

  it('that begins no other is corrected to the nearest, the most frequent of those first', () => {
    const { asked } = shopWith(1);
    expect(asked('wodd').didYouMean).toBe('wood');
    expect(asked('gook').didYouMean).toBe('hook');
    expect(asked('screws woofre').didYouMean).toBe('screws woofer');
  });
});
