/** GET /manifest.webmanifest: the installable app, named as the shop is; what only the demo can show, only the demo shows. */
import { readNav } from '#server/catalog/read/read-nav.ts';
import type { RequestHandler } from './$types';
import manifest from './manifest.json';

export const GET: RequestHandler = async ({ locals }) => {
  const { name, isDemo } = (await readNav(locals.shop)).shop;
  const { screenshots, description, ...app } = manifest;
  const own = { name, short_name: name, description: `${name}. Works without a network.` };
  return new Response(JSON.stringify({ ...app, ...own, ...(isDemo && { screenshots, description }) }), {
    headers: { 'content-type': 'application/manifest+json', 'cache-control': 'public, max-age=3600' },
  });
};
