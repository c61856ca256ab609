/** Public pictures, named by their content: once here they are right for ever. Bounded; a missing one offline is drawn. */
import { CacheableResponsePlugin } from 'workbox-cacheable-response';
import { ExpirationPlugin } from 'workbox-expiration';
import { registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';

export const PICTURES = 'cartwright-pictures';
const PUBLIC_PICTURE = /^\/pictures\/[^?]+$/;
const MOST = 600;

export function answerImages(): void {
  const first = new CacheFirst({
    cacheName: PICTURES,
    plugins: [
      new CacheableResponsePlugin({ statuses: [200] }),
      new ExpirationPlugin({ maxEntries: MOST, purgeOnQuotaError: true }),
    ],
  });
  registerRoute(
    ({ url, sameOrigin, request }) =>
      sameOrigin && request.destination === 'image' && url.search === '' && PUBLIC_PICTURE.test(url.pathname),
    async (options) => {
      try {
        return await first.handle(options);
      } catch {
        return (await largerSize(options.url.pathname)) ?? placeholder();
      }
    },
  );
}

/** "/pictures/<name>-640.avif": another width of the same name, the largest, serves as well. */
async function largerSize(path: string): Promise<Response | undefined> {
  const stem = /^(.*)-\d+\.\w+$/.exec(path)?.[1];
  if (!stem) return undefined;
  const cache = await caches.open(PICTURES);
  const width = (request: Request) => Number(/-(\d+)\.\w+$/.exec(new URL(request.url).pathname)?.[1] ?? 0);
  const sizes = (await cache.keys()).filter((request) =>
    new URL(request.url).pathname.startsWith(`${stem}-`),
  );
  const [largest] = sizes.sort((a, b) => width(b) - width(a));
  return largest && cache.match(largest);
}

/** Fills the room the page reserved, whatever its size. */
function placeholder(): Response {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" preserveAspectRatio="xMidYMid slice">' +
    '<rect width="100" height="100" fill="#8883"/><g fill="none" stroke="#888" stroke-width="1">' +
    '<circle cx="50" cy="50" r="30"/><circle cx="50" cy="50" r="11"/><path d="M50 12v76M12 50h76" stroke-dasharray="6 2 1 2"/></g></svg>';
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml', 'cache-control': 'no-store' } });
}
