/** Drops every cache of this origin; rejects where the browser has or allows none. IndexedDB is not touched. */
export async function dropCaches(): Promise<void> {
  for (const name of await caches.keys()) await caches.delete(name);
}

/**
 * Drops worker and caches at once: a worker that follows another may have to wait until that one is at rest. Carts,
 * catalogs and waiting orders lie in IndexedDB and stay.
 */
export async function dropWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  for (const registration of await navigator.serviceWorker.getRegistrations())
    await registration.unregister();
  await dropCaches();
}

/** What stands behind the address of a page that starts no worker: the one after forgetting. */
export const WITHOUT_WORKER = '?forgotten';
