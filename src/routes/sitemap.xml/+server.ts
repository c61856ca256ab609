/** GET /sitemap.xml */
import { sitemap } from '#server/catalog/sitemap/sitemap.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) =>
  new Response(await sitemap(locals.shop, url.origin), {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
