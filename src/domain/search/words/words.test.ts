import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stem } from './stem.ts';
import { LONGEST_TOKEN, tokenise, tokeniseCode } from './tokens.ts';

const tokens = (text: string) => {
  const found: string[] = [];
  tokenise(text, 'kept', (token, kind) => found.push(kind === 'main' ? token : `(${token})`));
  return found.join(' ');
};

const codes = (text: string) => {
  const found: string[] = [];
  tokeniseCode(text, (token) => found.push(token));
  return found.join(' ');
};

describe('tokens', () => {
  it.each([
    ['5-1/4" woofer', '5.25in (5.25) woofer'],
    ['5.25-inch', '5.25in (5.25)'],
    ['5 1/4 in', '5.25in (5.25)'],
    ['2200 nF', '2.2uf'],
    ['2.2µF', '2.2uf'],
    ['2u2', '2.2u'],
    ['4k7', '4.7k'],
    ['4R7', '4.7ohm (4.7)'],
    ['8 Ω', '8ohm (8)'],
    ['10 kohm', '10kohm'],
    ['10mΩ', '10mohm'],
    ['10MΩ', '10megohm'],
    ['10mhz', '10meghz'],
    ['0.13 m', '130mm (0.13)'],
    ['13 cm', '130mm (130)'],
    ['1500-Watt', '1.5kw (1500)'],
    ['±1% 1/4W', '1pct 250mw (0.25)'],
    ['USB-C', 'usb c (usbc)'],
    ['DeckOver', 'deck over (deckover)'],
    ['Tweeters, boxes & batteries', 'tweeter box battery'],
  ])('%s', (text, expected) => {
    expect(tokens(text)).toBe(expected);
  });

  it('leaves part numbers alone', () => {
    expect(codes('RSM120040W')).toBe('rsm120040w 120040w');
    expect(codes('AB-12.34')).toBe('ab 12 34 ab1234 1234');
    expect(tokens('RSM120040W')).toBe('rsm120040w');
  });

  it('are bounded whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        tokenise(text, 'asked', (token) => {
          expect(token).not.toBe('');
          expect(token.length).toBeLessThanOrEqual(LONGEST_TOKEN);
        });
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('stem', () => {
  it('takes plurals away and nothing else', () => {
    for (const [word, expected] of [
      ['woofers', 'woofer'],
      ['switches', 'switch'],
      ['glass', 'glass'],
      ['bus', 'bus'],
      ['axis', 'axis'],
      ['ohm', 'ohm'],
    ] as const)
      expect(stem(word)).toBe(expected);
  });
});
