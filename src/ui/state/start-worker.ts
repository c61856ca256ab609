/** Registers the worker for this page, or drops it where the merchant pulled the kill switch. Loaded when idle: no part of the first view. */
import { dropWorker, WITHOUT_WORKER } from '#browser/worker/drop-caches.ts';
import { registerWorker, type WorkerControl } from '#browser/worker/register.ts';
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
  // Who has just been forgotten is left alone until the next page.
  if (location.search === WITHOUT_WORKER) return undefined;
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
