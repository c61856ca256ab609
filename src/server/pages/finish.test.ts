import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { acceptedCoding } from './compress.ts';
import { answerOnce, finish, isSame, keptFor } from './finish.ts';
import { KeptPages } from './kept-pages.ts';

const HTML = `<!doctype html><p>${'a part for a loudspeaker '.repeat(100)}</p>`;
const html = (headers: Record<string, string> = {}): Response =>
  new Response(HTML, { headers: { 'content-type': 'text/html', ...headers } });
const url = (path: string): URL => new URL(path, 'https://shop.example');
const asked = (path: string, headers: Record<string, string> = {}): Request =>
  new Request(url(path), { headers });

async function answer(path: string, given: Response, headers: Record<string, string> = {}) {
  const pages = new KeptPages();
  const sent = await finish(asked(path, headers), url(path), given, pages, pages.mark);
  return { sent, pages, bytes: Buffer.from(await sent.arrayBuffer()) };
}

describe('finish', () => {
  it('keeps a public page and sends it packed', async () => {
    const { sent, pages, bytes } = await answer('/', html(), { 'accept-encoding': 'gzip, br' });
    expect(sent.headers.get('content-encoding')).toBe('br');
    expect(sent.headers.get('content-length')).toBe(String(bytes.length));
    expect(sent.headers.get('vary')).toBe('accept-encoding');
    expect(sent.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    expect(brotliDecompressSync(bytes).toString()).toBe(HTML);
    expect(pages.find('shop.example/')?.body.toString()).toBe(HTML);
  });

  it('packs with gzip for those who know nothing better, and not at all for the rest', async () => {
    const gzip = await answer('/', html(), { 'accept-encoding': 'gzip' });
    expect(gunzipSync(gzip.bytes).toString()).toBe(HTML);
    const plain = await answer('/', html());
    expect(plain.sent.headers.has('content-encoding')).toBe(false);
    expect(plain.bytes.toString()).toBe(HTML);
  });

  it.each([
    ['a private page', '/cart', html()],
    ['a page that sets a cookie', '/', html({ 'set-cookie': 'a=b' })],
    ['an error', '/', new Response(HTML, { status: 500, headers: { 'content-type': 'text/html' } })],
    ['a page that says no-store', '/', html({ 'cache-control': 'no-store' })],
    ['an unknown query', '/?utm=1', html()],
  ])('never keeps %s', async (_name, path, given) => {
    const { pages } = await answer(path, given);
    expect(pages.size).toBe(0);
  });

  it('says no-store for what is private, and leaves what a route said', async () => {
    expect((await answer('/cart', html())).sent.headers.get('cache-control')).toBe('private, no-store');
    const said = 'public, max-age=60';
    expect((await answer('/', html({ 'cache-control': said }))).sent.headers.get('cache-control')).toBe(said);
  });

  it('answers 304 to who holds it already', async () => {
    const { sent } = await answer('/', html());
    const again = await answer('/', html(), { 'if-none-match': String(sent.headers.get('etag')) });
    expect(again.sent.status).toBe(304);
    expect(again.bytes).toHaveLength(0);
  });

  it('leaves pictures and packed bodies as they are', async () => {
    const png = new Response(new Uint8Array(2_000), { headers: { 'content-type': 'image/png' } });
    expect(
      (await answer('/x.png', png, { 'accept-encoding': 'br' })).sent.headers.has('content-encoding'),
    ).toBe(false);
  });

  it('packs a stream piece by piece without holding it', async () => {
    const encoder = new TextEncoder();
    let next: (text: string) => void = () => undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        next = (text) => (text ? controller.enqueue(encoder.encode(text)) : controller.close());
      },
    });
    const pages = new KeptPages();
    const given = new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
    const path = '/api/catalog/feed/a';
    const sent = await finish(asked(path, { 'accept-encoding': 'br' }), url(path), given, pages, pages.mark);
    expect(sent.headers.get('content-encoding')).toBe('br');
    const reader = sent.body!.getReader();
    next('{"first":1}\n');
    const first = await reader.read();
    expect(first.value?.length, 'the first line leaves before the last is written').toBeGreaterThan(0);
    next('');
    const rest: Uint8Array[] = [first.value!];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      rest.push(value);
    }
    expect(brotliDecompressSync(Buffer.concat(rest)).toString()).toBe('{"first":1}\n');
  });
});

describe('answerOnce', () => {
  it('works once for many who ask at once, and not again while it is kept', async () => {
    const pages = new KeptPages();
    let worked = 0;
    const work = async (): Promise<Response> => {
      worked++;
      await new Promise((resolve) => setImmediate(resolve));
      return html();
    };
    const ask = () => answerOnce(asked('/'), url('/'), pages, work);
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    for (const sent of answers) expect(await sent.text()).toBe(HTML);
    await ask();
    expect(worked).toBe(1);
    pages.drop();
    await ask();
    expect(worked).toBe(2);
  });

  it('works for each who asks for something private', async () => {
    const pages = new KeptPages();
    let worked = 0;
    const ask = () => answerOnce(asked('/cart'), url('/cart'), pages, () => (worked++, html()));
    await Promise.all([ask(), ask()]);
    expect(worked).toBe(2);
  });

  it('lets those who waited try for themselves when the first fails', async () => {
    const pages = new KeptPages();
    let worked = 0;
    const work = async (): Promise<Response> => {
      if (worked++ === 0) throw new Error('broken');
      return html();
    };
    const ask = () => answerOnce(asked('/'), url('/'), pages, work);
    const [first, second] = await Promise.allSettled([ask(), ask()]);
    expect(first?.status).toBe('rejected');
    expect(second?.status).toBe('fulfilled');
  });
});

describe('headers', () => {
  it.each([
    ['gzip, deflate, br', 'br'],
    ['br;q=1.0, gzip', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['gzip;q=0, br;q=0.0', undefined],
    ['identity', undefined],
    ['', undefined],
    ['brotli', undefined],
  ])('Accept-Encoding "%s" means %s', (header, coding) => expect(acceptedCoding(header)).toBe(coding));

  it('compares validators weakly', () => {
    expect(isSame('W/"a", "b"', 'W/"b"')).toBe(true);
    expect(isSame('*', 'W/"b"')).toBe(true);
    expect(isSame('"c"', 'W/"b"')).toBe(false);
    expect(isSame(undefined, 'W/"b"')).toBe(false);
  });
});

describe('a page taken as text', () => {
  const FRAMEWORKS = { 'x-sveltekit-page': 'true', etag: '"of-nothing"', 'content-type': 'text/html' };

  it('is sent, kept and validated as what it says, not as the framework’s empty answer', async () => {
    const pages = new KeptPages();
    const first = await answerOnce(asked('/'), url('/'), pages, (text) => {
      expect(text.take({ html: HTML })).toBe('');
      return new Response('', { headers: FRAMEWORKS });
    });
    expect(await first.text()).toBe(HTML);
    expect(first.headers.get('content-length')).toBe(String(Buffer.byteLength(HTML)));
    expect(first.headers.get('etag')).not.toContain('of-nothing');
    expect(await keptFor(asked('/'), pages)?.text()).toBe(HTML);
    expect(keptFor(asked('/?utm=1'), pages)).toBeUndefined();
  });

  it('does not take the place of an answer that is no page', async () => {
    const sent = await answerOnce(asked('/'), url('/'), new KeptPages(), (text) => {
      text.take({ html: HTML });
      return new Response('Internal Error', { status: 500, headers: { 'content-type': 'text/html' } });
    });
    expect(await sent.text()).toBe('Internal Error');
  });
});
