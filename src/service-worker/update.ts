/**
 * A new worker waits until the shopper says so or every page is closed; then it takes over at once. Caches of other
 * builds are dropped by name, never all of them: catalog, cart and waiting orders lie in IndexedDB and are not touched.
 */
import { ANSWERS } from './answers.ts';
import { PICTURES } from './images.ts';
import { PAST_BUILD } from './past-build.ts';
import { refillPrecache } from './precache.ts';
import { worker } from './scope.ts';

const OURS = new Set([ANSWERS, PICTURES, PAST_BUILD]);

export function takeOverWhenTold(): void {
  worker.addEventListener('message', (event) => {
    const type = (event.data as { type?: unknown } | null)?.type;
    if (type === 'SKIP_WAITING') void worker.skipWaiting();
    // Every page asks for it once, with a network. Without one the next page tries again.
    if (type === 'REFILL') event.waitUntil(refillPrecache().catch(() => {}));
  });
  worker.addEventListener('activate', (event) => {
    event.waitUntil(Promise.all([worker.clients.claim(), dropForeignCaches(), preloadNavigations()]));
  });
}

/** Caches of ours that no longer have a name in this version. */
async function dropForeignCaches(): Promise<void> {
  const names = await caches.keys();
  const stale = names.filter((name) => name.startsWith('cartwright-') && !OURS.has(name));
  await Promise.all(stale.map((name) => caches.delete(name)));
}

/**
 * Firefox shows its own error page when a preload is refused, whatever this worker answers: the shop would not open
 * without its server. So only where it is known to be harmless, and Background Sync tells those browsers.
 */
async function preloadNavigations(): Promise<void> {
  const { navigationPreload } = worker.registration;
  if ('sync' in worker.registration) await navigationPreload?.enable();
  else await navigationPreload?.disable();
}
