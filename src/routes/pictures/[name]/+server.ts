import { error } from '@sveltejs/kit';
import { readPicture } from '#server/catalog/pictures/read-picture.ts';
import type { RequestHandler } from './$types';

/** A picture of our own. Its name is its content, so it may be kept for ever. */
export const GET: RequestHandler = async ({ params, locals }) => {
  const picture = await readPicture(locals.shop, params.name);
  if (!picture) error(404);
  return new Response(new Uint8Array(picture.bytes), {
    headers: {
      'content-type': picture.type,
      'content-length': String(picture.bytes.length),
      'cache-control': 'public, max-age=31536000, immutable',
    },
  });
};
