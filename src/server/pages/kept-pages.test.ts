import { describe, expect, it } from 'vitest';
import { KeptPages, type KeptPage } from './kept-pages.ts';
import { isPublic, keepKey } from './public-address.ts';

const page = (bytes: number): KeptPage => ({
  etag: 'W/"x"',
  headers: {},
  body: Buffer.alloc(bytes),
  brotli: Buffer.alloc(0),
});

describe('KeptPages', () => {
  it('gives back what it keeps until the catalog changes', () => {
    const pages = new KeptPages();
    const kept = page(10);
    pages.keep('a', kept, pages.mark);
    expect(pages.find('a')).toBe(kept);
    pages.drop();
    expect(pages.find('a')).toBeUndefined();
    expect(pages.bytes).toBe(0);
  });

  it('never keeps a page that was begun before a change', () => {
    const pages = new KeptPages();
    const { mark } = pages;
    pages.drop();
    pages.keep('a', page(10), mark);
    expect(pages.find('a')).toBeUndefined();
  });

  it('stays under its cap, the longest kept going first', () => {
    const pages = new KeptPages(10_000);
    for (let i = 0; i < 50; i++) pages.keep(`page ${i}`, page(1_000), pages.mark);
    expect(pages.bytes).toBeLessThanOrEqual(10_000);
    expect(pages.find('page 0')).toBeUndefined();
    expect(pages.find('page 49')).toBeDefined();
  });

  it('counts a page kept again once, and refuses a huge one', () => {
    const pages = new KeptPages();
    pages.keep('a', page(1_000), pages.mark);
    const { bytes } = pages;
    pages.keep('a', page(1_000), pages.mark);
    expect(pages.bytes).toBe(bytes);
    pages.keep('huge', page(2_000_000), pages.mark);
    expect(pages.find('huge')).toBeUndefined();
  });

  it('lets others wait for one worker, and forgets it when it fails', async () => {
    const pages = new KeptPages();
    let finish: () => void = () => undefined;
    pages.await('a', new Promise<void>((resolve) => (finish = resolve)));
    let isDone = false;
    const waiting = pages.awaited('a')?.then(() => (isDone = true));
    await Promise.resolve();
    expect(isDone).toBe(false);
    finish();
    await waiting;
    pages.await('b', Promise.reject(new Error('broken')));
    await pages.awaited('b');
    expect(pages.awaited('b')).toBeUndefined();
  });
});

describe('what may be kept', () => {
  it.each([
    '/',
    '/c/drivers/midwoofers',
    '/p/some-part',
    '/privacy',
    '/search',
    '/sitemap.xml',
    '/api/catalog/manifest',
  ])('%s is public', (path) => expect(isPublic(path)).toBe(true));

  it.each([
    ...[
      '/cart',
      '/checkout',
      '/orders/abc',
      '/account',
      '/office',
      '/api/cart',
      '/api/stock',
      '/dev/letters',
    ],
    ...['/p', '/c/', '/p/part/__data.json', '/api/catalog/search', '/healthz'],
  ])('%s is not', (path) => expect(isPublic(path)).toBe(false));

  it('keeps allow-listed queries apart and others not at all', () => {
    const key = (text: string) => keepKey(new URL(text, 'https://shop.example'));
    expect(key('/c/a?page=2')).toBe('shop.example/c/a?page=2');
    expect(key('/c/a?page=3')).not.toBe(key('/c/a?page=2'));
    expect(key('/c/a?utm_source=x')).toBeUndefined();
    for (const page of ['0', '-1', '01', '2.0', 'x', '', '1000', '2&page=3'])
      expect(key(`/c/a?page=${page}`)).toBeUndefined();
    expect(keepKey(new URL('https://192.0.2.1/'))).not.toBe(key('/'));
  });
});
