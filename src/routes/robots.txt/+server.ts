/** GET /robots.txt: everything public may be read; what is personal or endless need not be. */
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ url }) =>
  new Response(
    [
      'User-agent: *',
      'Disallow: /api/',
      'Disallow: /cart',
      'Disallow: /checkout',
      'Disallow: /orders',
      'Disallow: /search',
      'Disallow: /compare',
      `Sitemap: ${url.origin}/sitemap.xml`,
      '',
    ].join('\n'),
    { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=86400' } },
  );
