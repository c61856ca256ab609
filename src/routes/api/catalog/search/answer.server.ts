/** Answers of searches: stored like other catalog answers, but never while a long build makes them older than the catalog. */
import type { Shop } from '#server/shop.ts';
import { catalogAnswer } from '../answer.server.ts';

type Result =
  | { readonly ok: true; readonly answer: object; readonly isNewest: boolean }
  | { readonly ok: false; readonly reason: 'not-ready' };

const RETRY_SECONDS = '2';

export function searchAnswer(shop: Shop, request: Request, search: () => Promise<Result>): Promise<Response> {
  return catalogAnswer(shop, request, async () => {
    const found = await search();
    if (found.ok && found.isNewest) return found.answer;
    if (found.ok) return Response.json(found.answer, { headers: { 'cache-control': 'no-store' } });
    return Response.json(
      { type: 'about:blank', title: 'The search is being prepared; try again in a moment.', status: 503 },
      {
        status: 503,
        headers: {
          'content-type': 'application/problem+json',
          'cache-control': 'no-store',
          'retry-after': RETRY_SECONDS,
        },
      },
    );
  });
}
