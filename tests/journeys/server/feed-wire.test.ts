/** What devices fetch in bulk comes compressed over the wire, is the same in each coding, and says that it varies. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { ManifestAnswer } from '#protocol/catalog.ts';
import { indexAddress } from '#protocol/search.ts';
import { expect, test } from '../with-shop.ts';
import { ask, type Answer } from './ask.ts';

/** Asks for what is newer than an answer. */
const since = ({ headers }: Answer) => ({ 'accept-encoding': 'br', 'if-none-match': String(headers.etag) });

test('a feed is compressed as the client likes it', async ({ shop }) => {
  const manifest = JSON.parse((await ask(shop, '/api/catalog/manifest')).body.toString()) as ManifestAnswer;
  const most = manifest.categories.toSorted((a, b) => b.bytes - a.bytes)[0]!;
  for (const address of [
    '/api/catalog/manifest',
    `/api/catalog/feed/${most.id}?since=0`,
    indexAddress(most.id, most.generation),
  ]) {
    const like = (coding: string) => ask(shop, address, { headers: { 'accept-encoding': coding } });
    const identity = await ask(shop, address);
    expect([identity.status, identity.headers['content-encoding']]).toEqual([200, undefined]);
    const br = await like('gzip, deflate, br');
    expect(br.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br.body).equals(identity.body)).toBe(true);
    expect(br.body.length).toBeLessThan(identity.body.length / 2);
    const gzip = await like('gzip, br;q=0');
    const plain = gzip.headers['content-encoding'] === 'gzip' ? gunzipSync(gzip.body) : gzip.body;
    expect(plain.equals(identity.body)).toBe(true);
    for (const answer of [br, gzip, identity]) expect(answer.headers.vary).toMatch(/accept-encoding/i);
    if (address.includes('/index/')) expect(br.headers['cache-control']).toContain('immutable');
    else expect((await ask(shop, address, { headers: since(br) })).status).toBe(304);
  }
});
