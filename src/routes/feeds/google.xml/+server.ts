import { googleFeed } from '#server/catalog/export/google-feed.ts';
import { readShopName } from '#server/shop-name.ts';
import type { RequestHandler } from './$types';

/** The catalog for price comparison sites; streamed, so that its length costs no memory. */
export const GET: RequestHandler = async ({ locals }) => {
  const lines = googleFeed(locals.shop, await readShopName(locals.shop));
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await lines.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
};
