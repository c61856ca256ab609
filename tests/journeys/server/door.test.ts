/** The front door: plain HTTP, foreign authorities, compression, revalidation, limits, kept pages, a graceful end. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { statSync } from 'node:fs';
import { expect, test } from '../with-shop.ts';
import { startShop } from '../shop-server.ts';
import { ask } from './ask.ts';

test.describe('plain HTTP', () => {
  test('sends pages to HTTPS and keeps the address', async ({ shop }) => {
    const answer = await ask(shop, '/p/some-part?x=1', { over: 'plain' });
    expect(answer.status).toBe(308);
    expect(answer.headers.location).toBe(`${shop.origin}/p/some-part?x=1`);
  });

  test('is refused under /api, and nothing is done', async ({ shop }) => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await ask(shop, '/api/cart', { over: 'plain', method });
      expect(answer.status).toBe(403);
      expect(JSON.parse(answer.body.toString())).toMatchObject({ type: 'urn:cartwright:problem:plain-http' });
    }
  });

  test('takes no form', async ({ shop }) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await ask(shop, '/cart', { over: 'plain', method: 'POST', headers, body: 'a=b' });
    expect(answer.status).toBe(403);
  });

  test('does not believe a proxy it was not told of', async ({ shop }) => {
    const headers = { 'x-forwarded-proto': 'https' };
    expect((await ask(shop, '/', { over: 'plain', headers })).status).toBe(308);
  });
});

test('another authority is misdirected', async ({ shop }) => {
  const one = await ask(shop, '/', { over: 'h1', headers: { host: 'evil.example' } });
  expect(one.status).toBe(421);
  const two = await ask(shop, '/', { headers: { ':authority': 'evil.example' } });
  expect(two.status).toBe(421);
  const api = await ask(shop, '/api/cart', { headers: { ':authority': 'evil.example' } });
  expect(JSON.parse(api.body.toString())).toMatchObject({ type: 'urn:cartwright:problem:misdirected' });
});

test('HTML is compressed as the client likes it, and varies by it', async ({ shop }) => {
  const like = async (coding: string) => ask(shop, '/', { headers: { 'accept-encoding': coding } });
  const identity = await ask(shop, '/');
  for (let round = 0; round < 2; round++) {
    const br = await like('gzip, deflate, br, zstd');
    expect(br.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br.body).equals(identity.body)).toBe(true);
    const gzip = await like('gzip, br;q=0');
    expect([undefined, 'gzip']).toContain(gzip.headers['content-encoding']);
    const plain = gzip.headers['content-encoding'] === 'gzip' ? gunzipSync(gzip.body) : gzip.body;
    expect(plain.equals(identity.body)).toBe(true);
    for (const answer of [br, gzip, identity]) expect(answer.headers.vary).toMatch(/accept-encoding/i);
  }
});

test('a page that did not change is not sent again', async ({ shop }) => {
  const first = await ask(shop, '/');
  const etag = String(first.headers.etag);
  expect(etag).toMatch(/^W\/"/);
  const again = await ask(shop, '/', { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
  expect(again.body).toHaveLength(0);
  const head = await ask(shop, '/', { method: 'HEAD' });
  expect(head.status).toBe(200);
  expect(head.body).toHaveLength(0);
});

test('health and readiness answer over TLS and plain', async ({ shop }) => {
  for (const over of ['h2', 'h1', 'plain'] as const) {
    for (const path of ['/healthz', '/readyz']) expect((await ask(shop, path, { over })).status).toBe(200);
  }
});

test('the local authority can be fetched; private keys stay private', async ({ shop }) => {
  const answer = await ask(shop, '/local-ca.crt');
  expect(answer.body.toString()).toBe(shop.authority);
  for (const name of ['ca.key', 'localhost.key']) {
    expect(statSync(`${shop.folder}/tls/${name}`).mode & 0o777).toBe(0o600);
  }
});

test('too many changes from one address are told to wait', async () => {
  const shop = await startShop({ SEED: 'none', RATE_ORDERS: '2', RATE_WRITES: '3' });
  try {
    const send = (path: string) =>
      ask(shop, path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await send('/api/checkout')).status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(1);
    const last = await send('/api/checkout');
    if (last.status === 429) expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask(shop, '/')).status, 'reading goes on').toBe(200);
  } finally {
    await shop.remove();
  }
});

test('behind a trusted proxy plain HTTP is served when the proxy says it was HTTPS', async () => {
  const shop = await startShop({ SEED: 'none', TRUST_PROXY: 'yes', ORIGIN: 'https://shop.example' });
  try {
    const port = /listens on port (\d+)/.exec(shop.output())?.[1];
    const inner = { ...shop, origin: `https://localhost:${port}` };
    const headers = { host: 'shop.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' };
    const answer = await ask(inner, '/', { over: 'plain', headers });
    expect(answer.status).toBe(200);
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
    expect((await ask(inner, '/', { over: 'plain', headers: { host: 'shop.example' } })).status).toBe(308);
  } finally {
    await shop.remove();
  }
});

test('it ends gracefully and starts again on the same folder', async () => {
  const shop = await startShop({ SEED: 'none' });
  try {
    expect((await ask(shop, '/')).status).toBe(200);
    await shop.stop();
    expect(shop.process.exitCode).toBe(0);
    await shop.restart();
    expect((await ask(shop, '/readyz')).status).toBe(200);
  } finally {
    await shop.remove();
  }
});

test('a body without a stated length that is too large is refused as too large, not as wrong', async ({
  shop,
}) => {
  const body = JSON.stringify({ v: 1, lines: 'x'.repeat(300_000) });
  for (const path of ['/api/checkout', '/api/quote']) {
    const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    const answer = await ask(shop, path, { over: 'h1', method: 'POST', headers, body });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ type: 'urn:cartwright:problem:too-large' });
  }
});
