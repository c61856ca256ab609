/**
 * A new worker waits until the shopper says so or every page is closed; then it takes over at once. Caches of other
 * builds are dropped by name, never all of them: catalog, cart and waiting orders lie in IndexedDB and are not touched.
 */
import { ANSWERS } from './answers.ts';
import { PICTURES } from './images.ts';
import { worker } from './scope.ts';

const OURS = new Set([ANSWERS, PICTURES]);

export function takeOverWhenTold(): void {
  worker.addEventListener('message', (event) => {
    if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void worker.skipWaiting();
  });
  worker.addEventListener('activate', (event) => {
    event.waitUntil(
      Promise.all([
        worker.clients.claim(),
        dropForeignCaches(),
        worker.registration.navigationPreload?.enable(),
      ]),
    );
  });
}

/** Caches of ours that no longer have a name in this version. */
async function dropForeignCaches(): Promise<void> {
  const names = await caches.keys();
  const stale = names.filter((name) => name.startsWith('cartwright-') && !OURS.has(name));
  await Promise.all(stale.map((name) => caches.delete(name)));
}
