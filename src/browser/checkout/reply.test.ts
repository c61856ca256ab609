import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problem } from '#protocol/problems.ts';
import { judge, type Heard } from './reply.ts';
import { isFit } from './transport.ts';

const placed = {
  v: 1,
  state: 'placed',
  checkoutId: 'c',
  number: '7K2F-9QXD',
  link: '/orders/abc_-1',
  total: 5,
  currency: 'USD',
  placedAt: 9,
};
const heard = (over: Partial<Heard>): Heard => ({
  status: 201,
  type: 'application/json; charset=utf-8',
  retryAfter: null,
  body: JSON.stringify(placed),
  ...over,
});
const kind = (over: Partial<Heard>) => judge('c', heard(over), 0).kind;

describe('judging an answer', () => {
  it('believes the number of this very id', () => {
    expect(judge('c', heard({}), 0)).toMatchObject({
      kind: 'placed',
      placement: { number: '7K2F-9QXD', total: 5 },
    });
    expect(kind({ body: JSON.stringify({ ...placed, checkoutId: 'other' }) })).toBe('silence');
    expect(kind({ body: JSON.stringify({ ...placed, number: '' }) })).toBe('silence');
    expect(kind({ body: JSON.stringify({ ...placed, link: 'https://elsewhere.example/' }) })).toBe('silence');
    expect(kind({ type: 'text/html' })).toBe('silence');
    expect(kind({ status: 500 })).toBe('silence');
  });

  it('reads the answers to GET and DELETE', () => {
    const status = (more: object) => JSON.stringify({ v: 1, checkoutId: 'c', ...more });
    expect(kind({ status: 200, body: status({ state: 'placed', placed }) })).toBe('placed');
    expect(kind({ status: 200, body: status({ state: 'none' }) })).toBe('none');
    expect(kind({ status: 200, body: status({ state: 'cancelled' }) })).toBe('cancelled');
    expect(kind({ status: 200, body: status({ state: 'attention', problem: {} }) })).toBe('changed');
  });

  it('takes a problem of a known type as a word, and anything else as none', () => {
    const refuse = (name: Parameters<typeof problem>[0], more: object = {}) =>
      kind({ status: 422, type: 'application/problem+json', body: JSON.stringify(problem(name, more)) });
    expect(refuse('changed', { checkoutId: 'c' })).toBe('changed');
    expect(refuse('changed', { checkoutId: 'other' })).toBe('silence');
    expect(['key-reuse', 'invalid', 'upgrade', 'too-large'].map((n) => refuse(n as 'invalid'))).toEqual(
      Array(4).fill('refused'),
    );
    expect(
      ['busy', 'too-many', 'in-flight', 'missing-key', 'not-found'].map((n) => refuse(n as 'busy')),
    ).toEqual(Array(5).fill('silence'));
    expect(kind({ status: 422, type: 'application/problem+json', body: '{"type":"about:blank"}' })).toBe(
      'silence',
    );
  });

  it('reads Retry-After as seconds and as a date', () => {
    const at = (retryAfter: string) => judge('c', heard({ status: 503, body: '{}', retryAfter }), 1_000);
    expect(at('7')).toMatchObject({ retryAfter: 7_000 });
    expect(at('Thu, 01 Jan 1970 00:00:11 GMT')).toMatchObject({ retryAfter: 10_000 });
    expect(at('soon')).toEqual({ kind: 'silence', isRefusal: false });
  });

  it('never throws and never says placed on hostile bytes', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), fc.integer({ min: 100, max: 599 }), (text, value, status) => {
        for (const body of [text, JSON.stringify(value) ?? ''])
          expect(judge('c', heard({ status, body }), 0).kind).toBe('silence');
      }),
    );
  });
});

describe('where orders may leave for', () => {
  it('is https, and a loopback only in development', () => {
    expect(isFit('https://shop.example', false)).toBe(true);
    expect(isFit('http://shop.example', true)).toBe(false);
    expect(isFit('http://localhost:5173', false)).toBe(false);
    expect(isFit('http://localhost:5173', true)).toBe(true);
  });
});
