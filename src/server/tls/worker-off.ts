/**
 * The kill switch (setting WORKER=off): browsers that ask for the worker get this one, which takes over at once, drops
 * every cache, answers nothing and removes itself. Carts, catalogs and waiting orders lie in IndexedDB and stay.
 */
import type { ServerResponse } from 'node:http';

export const WORKER_PATH = '/service-worker.js';

const OFF = `self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) await caches.delete(name);
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
