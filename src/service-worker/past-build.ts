/**
 * The build before this one, beside it: a tab that was open when a new version took over (a checkout, say) still finds
 * the pieces it loads later, without a network too. With one, the server has the builds of 30 days.
 */
import { cacheNames } from 'workbox-core';
import { registerRoute } from 'workbox-routing';
import { worker } from './scope.ts';

export const PAST_BUILD = 'cartwright-past-build';
const IMMUTABLE = '/_app/immutable/';

/** Call it after the precache's own route: present pieces are answered there. */
export function answerPastBuild(): void {
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith(IMMUTABLE),
    async ({ request }) => (await caches.match(request.url, { cacheName: PAST_BUILD })) ?? fetch(request),
  );
  // Before activation, at which the precache drops what is not of its own build.
  worker.addEventListener('install', (event) => event.waitUntil(keepPastBuild()));
}

/** Names carry their content's hash: a copy is right for ever. Pieces of builds before the last one are dropped. */
async function keepPastBuild(): Promise<void> {
  const [precache, past] = await Promise.all([caches.open(cacheNames.precache), caches.open(PAST_BUILD)]);
  const isPiece = (request: Request) => new URL(request.url).pathname.startsWith(IMMUTABLE);
  const pieces = (await precache.keys()).filter(isPiece);
  const names = new Set(pieces.map((request) => request.url));
  for (const request of await past.keys()) if (!names.has(request.url)) await past.delete(request);
  const known = new Set((await past.keys()).map((request) => request.url));
  for (const request of pieces) {
    const piece = known.has(request.url) ? undefined : await precache.match(request);
    if (piece) await past.put(request.url, piece);
  }
}
