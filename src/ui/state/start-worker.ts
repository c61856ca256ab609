/** Registers the worker for this page, or drops it where the merchant pulled the kill switch. Loaded when idle: no part of the first view. */
import { dropWorker, registerWorker, type WorkerControl } from '#browser/worker/register.ts';
import { shopNav } from './nav.ts';

/** What a page shows of its worker. */
export interface WorkerSigns {
  hasUpdate: boolean;
  isOld: boolean;
  isReady: boolean;
}

export async function startWorker(signs: WorkerSigns): Promise<WorkerControl | undefined> {
  if (shopNav().isWorkerOff) {
    // A browser that refuses to be asked keeps neither worker nor caches.
    await dropWorker().catch(() => {});
    return undefined;
  }
  return registerWorker({
    isDevelopment: import.meta.env.DEV,
    updated: () => (signs.hasUpdate = true),
    replaced: () => {
      signs.hasUpdate = false;
      signs.isOld = true;
    },
    ready: () => (signs.isReady = true),
  });
}
