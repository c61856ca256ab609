/** GET /sitemap/<part>.xml: one file of a sitemap too long for one. */
import { error } from '@sveltejs/kit';
import { sitemapPart } from '#server/catalog/sitemap/sitemap.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const part = /^\d{1,5}$/.test(params.part) ? Number(params.part) : -1;
  const text = part < 0 ? undefined : await sitemapPart(locals.shop, url.origin, part);
  if (text === undefined) error(404, { message: 'There is no such part of the sitemap' });
  return new Response(text, {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
};
