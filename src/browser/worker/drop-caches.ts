/** Drops every cache of this origin; rejects where the browser has or allows none. IndexedDB is not touched. */
export async function dropCaches(): Promise<void> {
  for (const name of await caches.keys()) await caches.delete(name);
}
