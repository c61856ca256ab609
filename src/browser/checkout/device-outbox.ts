/** The outbox of this page or worker, joined to the real stores, network, lock and clock. */
import { deviceDatabase } from '../database.ts';
import { reachShop } from '../network/reach.ts';
import { indexedOutbox } from './indexed-outbox.ts';
import { openOutbox, type Outbox } from './outbox.ts';
import { tellPlaced } from './placed-notice.ts';
import { fetchTransport } from './transport.ts';

const LOCK = 'cartwright-outbox';
const CHANNEL = 'cartwright-outbox';

export interface DeviceOutbox extends Outbox {
  /** Calls back when any tab or the worker changed an intent; gives the way to stop. */
  watch(listener: () => void): () => void;
}

export interface DeviceOutboxPorts {
  /** Tombstones ordered dots in the cart of this page; the worker, which has no cart, leaves it to the next page. */
  readonly spend: (dots: readonly string[]) => Promise<boolean>;
  /** Whether the shopper looks at a page of the shop now. */
  readonly isLookedAt: () => Promise<boolean>;
  /** `vite dev`, where the shop runs over plain HTTP on a loopback. */
  readonly isDevelopment: boolean;
}

export function openDeviceOutbox(ports: DeviceOutboxPorts): DeviceOutbox {
  const listeners = new Set<() => void>();
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL);
  const tell = () => {
    for (const listener of listeners) listener();
  };
  channel?.addEventListener('message', tell);
  const outbox = openOutbox({
    store: indexedOutbox(deviceDatabase()),
    transport: fetchTransport({
      fetch: (input, init) => fetch(input, init),
      now: () => Date.now(),
      origin: location.origin,
      mayUseLoopback: ports.isDevelopment,
    }),
    clock: { now: () => Date.now() },
    random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    isReachable: () => reachShop(),
    hintsOnline: () => navigator.onLine,
    alone,
    changed: () => {
      tell();
      channel?.postMessage('changed');
    },
    placed: (intent) => tellPlaced(deviceDatabase(), intent, registrationHere, ports.isLookedAt),
    spend: ports.spend,
  });
  return {
    ...outbox,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The worker's own registration, or that of the page's worker. */
async function registrationHere(): Promise<ServiceWorkerRegistration | undefined> {
  const { registration } = globalThis as { registration?: ServiceWorkerRegistration };
  return registration ?? navigator.serviceWorker?.getRegistration();
}

/** By Web Lock where there is one; without it the lease in the store keeps senders apart. */
async function alone<T>(task: (isSure: boolean) => Promise<T>): Promise<T | undefined> {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return task(false);
  try {
    return await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) =>
      lock ? task(true) : undefined,
    );
  } catch (error) {
    // The page is going away, and its locks with it: the next one goes on.
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
