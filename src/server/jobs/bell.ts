/** Tells the job runner of this process that there is work, so that letters do not wait for the next look. Losing a ring costs a second, no job. */
import type { Shop } from '#server/shop.ts';

const listeners = new WeakMap<Shop, Set<() => void>>();

/** Call after a commit that queued jobs. */
export function ringJobs(shop: Shop): void {
  for (const listener of listeners.get(shop) ?? []) listener();
}

/** Answers the function that stops listening. */
export function onJobs(shop: Shop, listener: () => void): () => void {
  const known = listeners.get(shop) ?? new Set();
  listeners.set(shop, known.add(listener));
  return () => known.delete(listener);
}
