/** Public catalog answers for pages that are not kept on the device: the network first, then what was seen last. Allow-list only. */
import { CacheableResponsePlugin } from 'workbox-cacheable-response';
import { ExpirationPlugin } from 'workbox-expiration';
import { registerRoute } from 'workbox-routing';
import { NetworkFirst } from 'workbox-strategies';

export const ANSWERS = 'cartwright-answers';
const PUBLIC_ANSWER = /^\/api\/catalog\/(home|nav|manifest|categories\/[^?]*|products\/[^?]*)$/;

export function answerCatalog(): void {
  registerRoute(
    // Who asks past the browser's own cache (a sync) wants the shop's word or none.
    ({ url, sameOrigin, request }) =>
      sameOrigin &&
      request.method === 'GET' &&
      request.cache === 'default' &&
      PUBLIC_ANSWER.test(url.pathname),
    new NetworkFirst({
      cacheName: ANSWERS,
      networkTimeoutSeconds: 3,
      plugins: [
        new CacheableResponsePlugin({ statuses: [200], headers: { 'content-type': 'application/json' } }),
        new ExpirationPlugin({ maxEntries: 150, purgeOnQuotaError: true }),
      ],
    }),
  );
}
