import { FEED_TYPE } from '#protocol/feed.ts';
import { readFeed } from '#server/catalog/feed/read-feed.ts';
import { catalogAnswer, missing } from '../../answer.server.ts';
import type { RequestHandler } from './$types';

/** GET /api/catalog/feed/<category id>?since=&after= */
export const GET: RequestHandler = ({ locals, params, request, url }) =>
  catalogAnswer(locals.shop, request, async () => {
    const category = whole(params.category);
    const since = whole(url.searchParams.get('since') ?? '0');
    const after = whole(url.searchParams.get('after') ?? '0');
    if (category === undefined || since === undefined || after === undefined)
      return missing(404, 'There is no such feed.');
    const feed = await readFeed(locals.shop, { category, since, after });
    if (!feed.ok) return missing(404, 'There is no such category.');
    return new Response(inPieces(feed.lines), {
      headers: { 'content-type': FEED_TYPE, 'cache-control': 'public, max-age=15' },
    });
  });

function whole(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

const LINES = 200;

/** Some hundred lines at a time, as fast as they are taken. */
function inPieces(lines: readonly string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= lines.length) return controller.close();
      controller.enqueue(encoder.encode(`${lines.slice(at, at + LINES).join('\n')}\n`));
      at += LINES;
    },
  });
}
