/**
 * The kill switch (setting WORKER=off): browsers that ask for the worker get this one, which takes over at once, drops
 * every cache, answers nothing and removes itself. Carts, catalogs and waiting orders lie in IndexedDB and stay.
 */
import type { ServerResponse } from 'node:http';

export const WORKER_PATH = '/service-worker.js';

/**
 * The worker before may still be at its last writes (tidying a cache opens it, and so makes it again): caches are
 * dropped until none has come back, for ten seconds at most.
 */
const OFF = `let again;
self.addEventListener('install', () => {
  self.skipWaiting();
  again = setInterval(() => self.skipWaiting(), 1000);
});
self.addEventListener('activate', (event) => {
  clearInterval(again);
  event.waitUntil(
    (async () => {
      for (let round = 0, calm = 0; round < 40 && calm < 4; round += 1) {
        const names = await caches.keys();
        await Promise.all(names.map((name) => caches.delete(name)));
        calm = names.length === 0 ? calm + 1 : 0;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      await self.registration.unregister();
    })(),
  );
});
`;

export function answerWorkerOff(response: ServerResponse): void {
  response.setHeader('content-type', 'text/javascript; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  response.end(OFF);
}
