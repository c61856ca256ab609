/** Other tabs of this shop: told by BroadcastChannel, kept from syncing twice by a Web Lock. Merging needs neither; forgetting does. */

/** `forgotten`: everything of this shop was forgotten on this device, so what a tab still holds must go too. */
export type TabWord = 'changed' | 'forgotten';

export interface Tabs {
  announce(word: TabWord): void;
  /** Calls back with what another tab has announced; gives the way to stop. */
  listen(listener: (word: TabWord) => void): () => void;
  /** Runs `task` while no other tab runs its own; without locks, at once. */
  alone<T>(task: () => Promise<T>): Promise<T>;
}

const CHANNEL = 'cartwright-cart';

export function browserTabs(): Tabs {
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL);
  return {
    announce: (word) => channel?.postMessage(word),
    listen(listener) {
      const hear = ({ data }: MessageEvent<unknown>) => listener(data === 'forgotten' ? data : 'changed');
      channel?.addEventListener('message', hear);
      return () => channel?.removeEventListener('message', hear);
    },
    alone: aloneAmongTabs,
  };
}

/** Runs `task` while no tab of this shop syncs; without locks, at once. */
export async function aloneAmongTabs<T>(task: () => Promise<T>): Promise<T> {
  if (!navigator.locks) return task();
  return navigator.locks.request(`${CHANNEL}-sync`, task);
}
