import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foreignRequest } from './foreign-request.ts';
import { openRates } from './rates.ts';
import { refusalText } from './refusal.ts';
import { securityHeaders, SPARE_STYLE, SPARE_STYLE_HASH } from './security-headers.ts';

const OWN = 'https://shop.example';

describe('foreign requests', () => {
  const send = (path: string, headers: Record<string, string>, body: string | null = '{}', method = 'POST') =>
    foreignRequest(new Request(`${OWN}${path}`, { method, headers, body }), OWN)?.name;
  const json = { 'content-type': 'application/json' };

  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: OWN, 'sec-fetch-site': 'cross-site' }],
  ])('are refused: %o', (headers) => {
    expect(send('/api/cart', { ...json, ...headers } as Record<string, string>)).toBe('foreign-origin');
    expect(send('/cart', { ...headers } as Record<string, string>)).toBe('foreign-origin');
  });

  it('lets our own pages and programs pass', () => {
    expect(send('/api/cart', { ...json, origin: OWN, 'sec-fetch-site': 'same-origin' })).toBeUndefined();
    expect(send('/api/cart', json)).toBeUndefined();
    expect(send('/api/checkout/x', {}, null, 'DELETE')).toBeUndefined();
    expect(send('/api/cart', { origin: 'https://evil.example' }, null, 'GET')).toBeUndefined();
  });

  it('takes JSON under /api as application/json only', () => {
    expect(send('/api/cart', { 'content-type': 'text/plain' })).toBe('media-type');
    expect(send('/api/cart', { 'content-type': 'application/json; charset=utf-8' })).toBeUndefined();
    expect(send('/%61pi/cart', { 'content-type': 'text/plain' }), 'however it is spelled').toBe('media-type');
  });

  it('takes at pages what a form sends, and nothing else', () => {
    expect(send('/cart', { 'content-type': 'application/x-www-form-urlencoded' })).toBeUndefined();
    expect(send('/cart', { 'content-type': 'multipart/form-data; boundary=x' })).toBeUndefined();
    expect(send('/cart?/forgetName', {}, null), 'nothing at all').toBeUndefined();
    expect(send('/cart', { 'content-type': 'text/plain' })).toBe('media-type');
    expect(send('/cart', json)).toBe('media-type');
  });
});

describe('rates', () => {
  const rates = (now: () => number) => openRates({ RATE_ORDERS: 2, RATE_WRITES: 5 }, now);

  it('count checkout apart from other changes, and reading not at all', () => {
    const limits = rates(() => 0);
    const order = () => limits.wait('POST', '/api/checkout', '192.0.2.1');
    expect([order(), order()]).toEqual([0, 0]);
    expect(order()).toBe(60);
    expect(limits.wait('POST', '/api/cart', '192.0.2.1')).toBe(0);
    for (let i = 0; i < 100; i++) expect(limits.wait('GET', '/api/checkout/x', '192.0.2.1')).toBe(0);
    expect(limits.wait('POST', '/checkout', '192.0.2.2'), 'another address').toBe(0);
  });

  it('count checkout however its address is spelled', () => {
    const limits = rates(() => 0);
    const spelled = ['/api/checkout', '/api/%63heckout', '/%61pi/checkout/x', '/checkout?/place'];
    expect(spelled.map((path) => limits.wait('POST', path, 'a'))).toEqual([0, 0, 60, 60]);
    expect(limits.wait('POST', '/%zz', 'a'), 'another change').toBe(0);
  });

  it('begin anew each minute', () => {
    let now = 0;
    const limits = rates(() => now);
    for (let i = 0; i < 5; i++) limits.wait('POST', '/api/cart', 'a');
    now = 59_000;
    expect(limits.wait('POST', '/api/cart', 'a')).toBe(1);
    now = 60_000;
    expect(limits.wait('POST', '/api/cart', 'a')).toBe(0);
  });

  it('count one IPv6 household as one, and an IPv4 address in either spelling', () => {
    const limits = rates(() => 0);
    for (const end of ['::1', '::2']) limits.wait('POST', '/checkout', `2001:db8:1:2${end}`);
    expect(limits.wait('POST', '/checkout', '2001:db8:1:2:ffff::9')).toBeGreaterThan(0);
    expect(limits.wait('POST', '/checkout', '2001:db8:1:3::1')).toBe(0);
    for (let i = 0; i < 2; i++) limits.wait('POST', '/checkout', '::ffff:192.0.2.9');
    expect(limits.wait('POST', '/checkout', '192.0.2.9')).toBeGreaterThan(0);
  });
});

describe('spare pages', () => {
  it('carry the one style the policy names', () => {
    const hash = createHash('sha256').update(SPARE_STYLE).digest('base64');
    expect(SPARE_STYLE_HASH).toBe(`'sha256-${hash}'`);
    const file = readFileSync(new URL('../../error.html', import.meta.url), 'utf8');
    expect(file).toContain(`<style>${SPARE_STYLE}</style>`);
    expect(securityHeaders(true)['content-security-policy']).toContain(hash);
  });

  it('are problem documents under /api, and never repeat markup', () => {
    const refusal = { name: 'not-found', detail: '<script>alert(1)</script>' } as const;
    expect(JSON.parse(refusalText('/api/x', refusal).body)).toMatchObject({ status: 404 });
    expect(refusalText('/x', refusal).body).not.toContain('<script>');
  });

  it('ask for HTTPS for good only where that does no harm', () => {
    expect(securityHeaders(false)).not.toHaveProperty('strict-transport-security');
    expect(securityHeaders(true)).toHaveProperty('strict-transport-security');
  });
});
