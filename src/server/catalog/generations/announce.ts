/** Who in this process wants to hear of new generations: told at once by whoever publishes here, by the watcher of what others publish. */
import type { Shop } from '#server/shop.ts';

export type GenerationListener = (generation: number) => void;

const listeners = new WeakMap<Shop, Set<GenerationListener>>();

/** Tells this process's listeners. Call after the commit, never inside the transaction. */
export function announceGeneration(shop: Shop, generation: number): void {
  for (const listener of listeners.get(shop) ?? []) listener(generation);
}

/** Hears local publications; gives the way to stop. */
export function hearGenerations(shop: Shop, listener: GenerationListener): () => void {
  const all = listeners.get(shop) ?? new Set();
  listeners.set(shop, all.add(listener));
  return () => void all.delete(listener);
}
