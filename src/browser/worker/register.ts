/**
 * Registers the worker after the page has been drawn and tells when a new version waits. A new version applies when the
 * shopper says so, or by itself once every page is closed; never in the middle of a checkout.
 */
import { Workbox } from 'workbox-window';
import { trustedScript } from './trusted-script.ts';

export interface WorkerControl {
  /** Lets the waiting version take over and reloads this page with it. */
  apply(): void;
  /** Asks the server whether there is a newer version. */
  check(): Promise<void>;
}

export interface WorkerPorts {
  readonly isDevelopment: boolean;
  /** A newer version is here and waits. */
  updated(): void;
  /** Another tab let a newer version take over: this page is of the one before. */
  replaced(): void;
  /** Everything needed to start without a network is on this device. */
  ready(): void;
}

const SCRIPT = '/service-worker.js';
const HOUR = 3_600_000;

/** Undefined where the browser has no workers, or refuses them. */
export async function registerWorker(ports: WorkerPorts): Promise<WorkerControl | undefined> {
  if (!('serviceWorker' in navigator)) return undefined;
  const workbox = new Workbox(trustedScript(SCRIPT), {
    type: ports.isDevelopment ? 'module' : 'classic',
    updateViaCache: 'none',
  });
  const hadWorker = navigator.serviceWorker.controller !== null;
  let mayReload = false;
  workbox.addEventListener('waiting', () => ports.updated());
  workbox.addEventListener('activated', () => ports.ready());
  workbox.addEventListener('controlling', () => {
    if (mayReload) location.reload();
    // The first worker of all takes over too; that replaces nothing.
    else if (hadWorker) ports.replaced();
  });
  const check = () => workbox.update().catch(() => {});
  // The browser asks by itself only some time after a navigation, and not always: the kill switch must not wait for that.
  // A worker at work holds back the one that follows it, so what is missing is fetched only where none follows.
  const follow = async (registration: ServiceWorkerRegistration): Promise<void> => {
    await check();
    if (!registration.installing && !registration.waiting)
      registration.active?.postMessage({ type: 'REFILL' });
  };
  try {
    const registration = await workbox.register({ immediate: true });
    if (registration?.active) {
      ports.ready();
      void follow(registration);
    }
  } catch {
    return undefined;
  }
  setInterval(() => void check(), HOUR);
  return {
    apply() {
      mayReload = true;
      workbox.messageSkipWaiting();
    },
    check,
  };
}
