import { FEED_TYPE, FEED_VERSIONS } from '#protocol/feed.ts';
import { readFeed } from '#server/catalog/feed/read-feed.ts';
import { catalogAnswer, missing } from '../../answer.server.ts';
import type { RequestHandler } from './$types';

/** GET /api/catalog/feed/<category id>?v=&since=&after=, and with id 0 what changed in the whole shop. */
export const GET: RequestHandler = ({ locals, params, request, url }) =>
  catalogAnswer(locals.shop, request, async () => {
    const category = whole(params.category);
    const since = whole(url.searchParams.get('since') ?? '0');
    const after = whole(url.searchParams.get('after') ?? '0');
    const asked = url.searchParams.get('v') ?? '1';
    const version = FEED_VERSIONS.find((known) => String(known) === asked);
    if (category === undefined || since === undefined || after === undefined || !version)
      return missing(404, 'There is no such feed.');
    const feed = await readFeed(locals.shop, { category, since, after, version });
    if (!feed.ok && feed.reason === 'too-many')
      return missing(410, 'Too much has changed since then for one answer. Ask each category.');
    if (!feed.ok) return missing(404, 'There is no such category.');
    return new Response(inPieces(feed.lines), { headers: { 'content-type': FEED_TYPE } });
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
