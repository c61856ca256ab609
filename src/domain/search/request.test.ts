import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBounds } from './bounds.ts';
import { EMPTY_REQUEST, formatRequest, LIMITS, parseRequest } from './request.ts';

const read = (query: string) => parseRequest(new URLSearchParams(query));

describe('parseRequest', () => {
  it('reads nothing from nothing', () => {
    expect(read('')).toEqual(EMPTY_REQUEST);
    expect(formatRequest(EMPTY_REQUEST)).toBe('');
  });

  it('reads every part of the language', () => {
    const query =
      'q=5-1/4+woofer&c=drivers/woofers&brand=SEAS&brand=Dayton&price=0.05..12&stock=in' +
      '&a.fs=..40&a.fs=60..80&a.cone=paper&a.cone=unknown&sort=-a.fs&page=2&n=100&explain';
    expect(read(query)).toEqual({
      text: '5-1/4 woofer',
      category: 'drivers/woofers',
      brands: ['Dayton', 'SEAS'],
      price: { least: 50_000, most: 12_000_000 },
      inStock: true,
      attributes: [
        { key: 'cone', ranges: [], values: ['paper'], unknown: true },
        { key: 'fs', ranges: [{ most: 40 }, { least: 60, most: 80 }], values: [], unknown: false },
      ],
      sort: '-a.fs',
      page: 2,
      quantity: 100,
      explain: true,
    });
  });

  it('turns bounds that stand the wrong way round and leaves out what is no number', () => {
    expect(read('a.fs=80..60').attributes[0]?.ranges).toEqual([{ least: 60, most: 80 }]);
    expect(read('price=1e999..2').price).toBeUndefined();
    expect(parseBounds('..')).toBeUndefined();
    expect(read('page=0&n=-3')).toMatchObject({ page: 1, quantity: 1 });
    expect(read('page=99999')).toMatchObject({ page: LIMITS.page });
  });

  it('keeps values that look like something else', () => {
    const request = {
      ...EMPTY_REQUEST,
      attributes: [{ key: 'k', ranges: [], values: ['1..2', '=x', 'unknown'], unknown: true }],
    };
    expect(read(formatRequest(request))).toEqual(request);
  });
});

const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('..', '1..', 'unknown', '=', '1e5..-2.5'),
);
const name = fc.oneof(
  fc.constantFrom('q', 'c', 'brand', 'price', 'stock', 'sort', 'page', 'n', 'explain'),
  hostileText.map((key) => `a.${key}`),
);

describe('the language of addresses', () => {
  it('reads its own spelling back, whatever was asked', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, hostileText), { maxLength: 60 }), (pairs) => {
        const request = parseRequest(pairs);
        expect(parseRequest(new URLSearchParams(formatRequest(request)))).toEqual(request);
      }),
      { numRuns: 2_000 },
    );
  });

  it('stays bounded under endless questions', () => {
    const pairs: [string, string][] = [['q', 'ohm '.repeat(50_000)]];
    for (let i = 0; i < 5_000; i++) pairs.push([`a.k${i % 100}`, `v${i}`], ['brand', `b${i}`]);
    const request = parseRequest(pairs);
    expect(request.text.length).toBeLessThanOrEqual(LIMITS.text);
    expect(request.attributes.length).toBe(LIMITS.attributes);
    expect(request.brands.length).toBe(LIMITS.values);
    expect(formatRequest(request).length).toBeLessThan(100_000);
  });
});
