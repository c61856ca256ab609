/** Other tabs of this shop: told by BroadcastChannel, kept from syncing twice by a Web Lock. Correctness needs neither. */

export interface Tabs {
  announce(): void;
  /** Calls back when another tab has changed the cart; gives the way to stop. */
  listen(listener: () => void): () => void;
  /** Runs `task` while no other tab runs its own; without locks, at once. */
  alone(task: () => Promise<void>): Promise<void>;
}

const CHANNEL = 'cartwright-cart';

export function browserTabs(): Tabs {
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL);
  return {
    announce: () => channel?.postMessage('changed'),
    listen(listener) {
      channel?.addEventListener('message', listener);
      return () => channel?.removeEventListener('message', listener);
    },
    async alone(task) {
      if (!navigator.locks) return task();
      await navigator.locks.request(`${CHANNEL}-sync`, task);
    },
  };
}
