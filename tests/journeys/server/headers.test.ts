/** Security headers on every kind of answer, and what each kind says of storing it. */
import { createHash } from 'node:crypto';
import { expect, test } from '../with-shop.ts';
import { ask, type Answer } from './ask.ts';

const EVERYWHERE: Readonly<Record<string, RegExp>> = {
  'content-security-policy': /frame-ancestors 'none'/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^same-origin$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\)/,
};

interface Kind {
  readonly name: string;
  readonly path: string;
  readonly status: number;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly cache?: RegExp;
}

const PUBLIC = /^public, max-age=0, must-revalidate$/;
const PRIVATE = /no-store/;
const KINDS: readonly Kind[] = [
  { name: 'home', path: '/', status: 200, cache: PUBLIC },
  { name: 'home, kept', path: '/', status: 200, cache: PUBLIC },
  { name: 'no such page', path: '/nowhere', status: 404, cache: PRIVATE },
  { name: 'no such product', path: '/p/no-such-product', status: 404, cache: PRIVATE },
  { name: 'a file', path: '/icons/mark.svg', status: 200 },
  { name: 'the offline shell', path: '/shell', status: 200 },
  { name: 'catalog answer', path: '/api/catalog/manifest', status: 200 },
  { name: 'no such answer', path: '/api/nothing', status: 404, cache: PRIVATE },
  { name: 'unknown order', path: '/orders/AAAAAAAAAAAAAAAAAAAAAA', status: 404, cache: PRIVATE },
  { name: 'cart answer', path: '/api/cart', status: 200, cache: PRIVATE },
  { name: 'malformed address', path: '/%E0%A4%A', status: 400, cache: PRIVATE },
  {
    name: 'malformed body',
    path: '/api/quote',
    method: 'POST',
    status: 400,
    headers: { 'content-type': 'application/json' },
  },
  {
    name: 'wrong media type',
    path: '/api/quote',
    method: 'POST',
    status: 415,
    headers: { 'content-type': 'application/xml' },
  },
  {
    name: 'another site',
    path: '/api/quote',
    method: 'POST',
    status: 403,
    headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
  },
  {
    name: 'too large',
    path: '/api/quote',
    method: 'POST',
    status: 413,
    headers: { 'content-type': 'application/json' },
    body: `"${'x'.repeat(300_000)}"`,
  },
  { name: 'health', path: '/healthz', status: 200 },
];

function expectSafe(answer: Answer): void {
  for (const [name, wanted] of Object.entries(EVERYWHERE))
    expect(String(answer.headers[name]), name).toMatch(wanted);
  const policy = String(answer.headers['content-security-policy']);
  expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
  expect(policy).toMatch(/(default|script)-src 'self'/);
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(answer.headers['strict-transport-security'], 'no HSTS on localhost').toBeUndefined();
  expect(answer.headers['server']).toBeUndefined();
  expect(answer.headers['x-powered-by']).toBeUndefined();
}

for (const kind of KINDS) {
  for (const over of ['h2', 'h1'] as const) {
    test(`${kind.name} over ${over}`, async ({ shop }) => {
      const body = kind.body ?? (kind.method === 'POST' ? '{' : undefined);
      const { method = 'GET', headers = {} } = kind;
      const answer = await ask(shop, kind.path, { method, headers, over, ...(body ? { body } : {}) });
      expect(answer.status).toBe(kind.status);
      expectSafe(answer);
      if (kind.cache) expect(answer.headers['cache-control']).toMatch(kind.cache);
      expect(answer.headers['set-cookie'], 'no cookie before acting').toBeUndefined();
    });
  }
}

test('every inline script of a page is named by its hash', async ({ shop }) => {
  for (const path of ['/', '/shell', '/nowhere']) {
    const { headers, body } = await ask(shop, path);
    const scripts = [
      ...body.toString().matchAll(/<script(?![^>]*\bsrc=)(?![^>]*ld\+json)[^>]*>([\s\S]*?)<\/script>/g),
    ];
    for (const [, text] of scripts.filter((found) => !found[0].includes('application/json'))) {
      const hash = createHash('sha256').update(text!).digest('base64');
      expect(String(headers['content-security-policy']), path).toContain(`'sha256-${hash}'`);
    }
  }
});
