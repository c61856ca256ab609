import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { looseKey, matchKey, matchParts, type NumberedCandidate } from './match-parts.ts';

const part = (variant: number, sku: string, partNumber = '', barcode?: string): NumberedCandidate => ({
  variant,
  slug: `part-${variant}`,
  title: `Part ${variant}`,
  vendor: '',
  partNumber,
  sku,
  options: [],
  unitPrice: 1,
  breaks: [],
  minimum: 1,
  multiple: 1,
  stock: 'in',
  isOnSale: true,
  asOf: 0,
  measures: [],
  barcode,
});
const found = (line: string, known: readonly NumberedCandidate[]): number[] =>
  matchParts([line], known)[0]!.candidates.map((one) => one.variant);

describe('matching', () => {
  it('takes no notice of case, blanks and separators beside letters', () => {
    for (const text of ['na165P8', 'NA 165 P8', 'na_165.p8', 'NA-165-P8', ' NA--165 / P8'])
      expect(matchKey(text), text).toBe(matchKey('NA-165 p8'));
  });

  it('never matches across another value', () => {
    for (const [one, other] of [
      ['R-2.2K', 'R-22K'],
      ['10-1', '101'],
      ['C 4.7/100', 'C 47/100'],
      ['1/2', '1.2'],
    ] as const)
      expect(matchKey(one), one).not.toBe(matchKey(other));
    expect(found('R-2.2K', [part(1, 'R-22K')])).toEqual([]);
  });

  it('gives nothing, one or several, and the very same SKU before all others', () => {
    const known = [part(1, 'K-1', 'T28'), part(2, 'K2', 'T-28'), part(3, 'k-1', '', '4006381333931')];
    expect(found('nothing', known)).toEqual([]);
    expect(found('t28', known)).toEqual([1, 2]);
    expect(found('K-1', known)).toEqual([1]);
    expect(found('4006381333931', known)).toEqual([3]);
    expect(found(' - ', [part(4, ''), part(5, '-')])).toEqual([]);
  });

  it('narrows with a key that two parts of one match key share', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aB1 2-_./7') }), (text) => {
        expect(looseKey(matchKey(text))).toBe(looseKey(text));
      }),
    );
  });
});
